do $test$
declare
    v_admin uuid;
    v_a uuid;
    v_b uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_admin := test.add_user('admin@example.org', 'admin');
    v_a := nachet.register_seed(v_admin, 'Avena a') ->> 'seed_id';
    v_b := nachet.register_seed(v_admin, 'Avena b') ->> 'seed_id';
    update nachet_data.seed as s set merged_into = v_b where s.id = v_a;
    assert nachet.get_seed_at(v_admin, v_a, '2030-01-01Z') ->> 'seed_name' = 'Avena b';
end
$test$;
