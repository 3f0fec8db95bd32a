do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org');
    v_napus constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
    v_merged uuid;
begin
    perform test.raises(
        format('select nachet.update_seed(%L, %L, %L)', v_user, v_napus, '{}'), 'NX302'
    );
    perform test.raises(
        format('select nachet.update_seed(%L, %L, %L)', gen_random_uuid(), v_napus, '{}'), 'NX001'
    );
    perform test.raises(
        format('select nachet.update_seed(%L, %L, %L)', v_admin, gen_random_uuid(), '{}'), 'NX007'
    );
    assert test.raises(
        format('select nachet.update_seed(%L, %L, %L)', v_admin, v_napus, '{"eppo_code": "x"}'),
        'NX206'
    ) = '{"field": "eppo_code", "value": "x"}';
    perform test.raises(
        format('select nachet.update_seed(%L, %L, %L)', v_admin, v_napus, '{"name": "x"}'), 'NX210'
    );
    perform test.raises(
        format('select nachet.update_seed(%L, %L, %L)', v_admin, v_napus, '[]'), 'NX210'
    );
    v_merged := nachet.register_seed(v_user, 'Brassica rapus') ->> 'seed_id';
    perform nachet.merge_seeds(v_admin, v_merged, v_napus);
    perform test.raises(
        format('select nachet.update_seed(%L, %L, %L)', v_admin, v_merged, '{}'), 'NX007'
    );
end
$test$;
