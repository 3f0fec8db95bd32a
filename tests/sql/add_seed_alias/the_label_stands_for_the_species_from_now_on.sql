do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_id constant uuid := nachet.register_seed(test.add_user('a@example.org'), 'Avena fatua')
        ->> 'seed_id';
    v_answer jsonb;
begin
    v_answer := nachet.add_seed_alias(v_admin, v_id, ' "wild  oat" ');
    assert v_answer -> 'aliases' = '["wild oat"]';
    assert nachet.resolve_seed('042 Wild Oat') ->> 'seed_id' = v_id::text;
    assert nachet.add_seed_alias(v_admin, v_id, 'WILD OAT') = v_answer;
end
$test$;
