do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_id constant uuid := nachet.resolve_seed('Brassica juncea') ->> 'seed_id';
    v_answer jsonb;
begin
    v_answer := nachet.rename_seed(v_admin, v_id, 'Brassica junsea');
    assert (v_answer ->> 'seed_name', v_answer -> 'aliases')
        = ('Brassica junsea', '["Brassica juncea"]'::jsonb);
    v_answer := nachet.rename_seed(v_admin, v_id, 'Brassica juncea');
    assert (v_answer ->> 'seed_name', v_answer -> 'aliases')
        = ('Brassica juncea', '["Brassica junsea"]'::jsonb);
    v_answer := nachet.rename_seed(v_admin, v_id, 'BRASSICA JUNCEA');
    assert (v_answer ->> 'seed_name', v_answer -> 'aliases')
        = ('BRASSICA JUNCEA', '["Brassica junsea"]'::jsonb);
end
$test$;
