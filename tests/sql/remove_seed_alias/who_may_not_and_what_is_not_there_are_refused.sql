do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org');
    v_juncea constant uuid := nachet.resolve_seed('Brassica juncea') ->> 'seed_id';
    v_napus constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
begin
    perform test.raises(
        format('select nachet.remove_seed_alias(%L, %L, %L)', v_user, v_juncea, 'Brassica junsea'),
        'NX302'
    );
    perform test.raises(
        format(
            'select nachet.remove_seed_alias(%L, %L, %L)', gen_random_uuid(), v_juncea,
            'Brassica junsea'
        ), 'NX001'
    );
    perform test.raises(
        format(
            'select nachet.remove_seed_alias(%L, %L, %L)', v_admin, gen_random_uuid(),
            'Brassica junsea'
        ), 'NX007'
    );
    assert test.raises(
        format('select nachet.remove_seed_alias(%L, %L, %L)', v_admin, v_napus, 'Brassica junsea'),
        'NX014'
    ) = jsonb_build_object('seed_id', v_napus, 'alias', 'Brassica junsea');
    perform nachet.remove_seed_alias(v_admin, v_juncea, 'Brassica junsea');
    perform test.raises(
        format('select nachet.remove_seed_alias(%L, %L, %L)', v_admin, v_juncea, 'Brassica junsea'),
        'NX014'
    );
    perform test.raises(
        format('select nachet.remove_seed_alias(%L, %L, %L)', v_admin, v_juncea, 'Brassica juncea'),
        'NX014'
    );
end
$test$;
