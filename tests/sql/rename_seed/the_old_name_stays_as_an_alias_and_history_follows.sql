do $test$
declare
    v_admin uuid;
    v_picture uuid;
    v_id uuid;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_admin := test.add_user('admin@example.org', 'admin');
    v_picture := test.add_picture(v_admin, null, '{"seed_name": "Avena fatua"}');
    v_id := nachet.resolve_seed('Avena fatua') ->> 'seed_id';
    perform test.set_now('2030-01-02Z');
    v_answer := nachet.rename_seed(v_admin, v_id, '"Avena  sterilis"');
    assert v_answer ->> 'seed_name' = 'Avena sterilis';
    assert v_answer -> 'aliases' = '["Avena fatua"]';
    assert v_answer ->> 'updated_at' = '2030-01-02T00:00:00+00:00';
    assert nachet.resolve_seed('017 avena fatua') ->> 'seed_name' = 'Avena sterilis';
    assert nachet.get_picture(v_admin, v_admin, v_picture) #>> '{seeds,0,seed_name}'
        = 'Avena sterilis';
    perform test.set_now('2030-01-03Z');
    assert nachet.rename_seed(v_admin, v_id, 'Avena sterilis') = v_answer;
end
$test$;
