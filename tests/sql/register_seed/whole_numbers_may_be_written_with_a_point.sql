do $test$
declare
    v_admin constant uuid := test.add_user('a@example.org', 'admin');
    v_seed jsonb;
begin
    v_seed := nachet.register_seed(
        v_admin, 'Avena', '{"gbif_key": 999999999999999999.0, "itis_tsn": 2.0}'
    );
    assert v_seed -> 'gbif_key' = '999999999999999999' and v_seed ->> 'itis_tsn' = '2', v_seed;
    v_seed := nachet.update_seed(
        v_admin, (v_seed ->> 'seed_id')::uuid, '{"gbif_key": 3e2, "itis_tsn": null}'
    );
    assert v_seed ->> 'gbif_key' = '300' and v_seed ->> 'itis_tsn' is null, v_seed;
end
$test$;
