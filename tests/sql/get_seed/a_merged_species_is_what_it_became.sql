do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_a uuid;
    v_b uuid;
    v_c uuid;
begin
    v_a := nachet.register_seed(v_admin, 'Avena a') ->> 'seed_id';
    v_b := nachet.register_seed(v_admin, 'Avena b') ->> 'seed_id';
    v_c := nachet.register_seed(v_admin, 'Avena c') ->> 'seed_id';
    perform nachet.merge_seeds(v_admin, v_a, v_b);
    perform nachet.merge_seeds(v_admin, v_b, v_c);
    assert nachet.get_seed(v_admin, v_a) = nachet.get_seed(v_admin, v_c);
    assert nachet.get_seed(v_admin, v_a) ->> 'seed_name' = 'Avena c';
end
$test$;
