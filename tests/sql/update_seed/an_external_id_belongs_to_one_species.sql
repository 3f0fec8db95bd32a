do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_a uuid;
    v_b uuid;
    v_options jsonb;
begin
    v_a := nachet.register_seed(
        v_admin, 'Avena a', '{"gbif_key": 1, "eppo_code": "AVEFA", "itis_tsn": 2}'
    ) ->> 'seed_id';
    v_b := nachet.register_seed(v_admin, 'Avena b') ->> 'seed_id';
    foreach v_options in array array[
        '{"gbif_key": 1.0}', '{"eppo_code": "avefa"}', '{"itis_tsn": 2}'
    ]::jsonb[] loop
        assert test.raises(
            format('select nachet.update_seed(%L, %L, %L)', v_admin, v_b, v_options), 'NX122'
        ) @> jsonb_build_object('seed_id', v_a, 'seed_name', 'Avena a'), v_options;
        perform nachet.update_seed(v_admin, v_a, v_options);
    end loop;
    perform nachet.merge_seeds(v_admin, v_a, v_b);
    assert nachet.update_seed(v_admin, v_b, '{"gbif_key": 1}') -> 'gbif_key' = '1', 'free again';
end
$test$;
