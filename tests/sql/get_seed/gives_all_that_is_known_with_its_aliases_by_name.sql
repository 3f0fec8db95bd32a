do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org', 'read');
    v_id constant uuid := nachet.resolve_seed('Brassica juncea') ->> 'seed_id';
    v_answer jsonb;
begin
    perform nachet.add_seed_alias(v_admin, v_id, 'Sinapis juncea');
    perform nachet.add_seed_alias(v_admin, v_id, 'brown mustard');
    v_answer := nachet.get_seed(v_user, v_id);
    assert v_answer ->> 'seed_name' = 'Brassica juncea';
    assert v_answer -> 'confirmed' = 'true';
    assert v_answer -> 'aliases' = '["Brassica junsea", "brown mustard", "Sinapis juncea"]';
    assert v_answer -> 'gbif_key' = 'null';
end
$test$;
