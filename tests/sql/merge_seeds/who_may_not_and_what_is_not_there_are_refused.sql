do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org');
    v_napus constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
    v_juncea constant uuid := nachet.resolve_seed('Brassica juncea') ->> 'seed_id';
begin
    perform test.raises(
        format('select nachet.merge_seeds(%L, %L, %L)', v_user, v_napus, v_juncea), 'NX302'
    );
    perform test.raises(
        format('select nachet.merge_seeds(%L, %L, %L)', gen_random_uuid(), v_napus, v_juncea),
        'NX001'
    );
    perform test.raises(
        format('select nachet.merge_seeds(%L, %L, %L)', v_admin, gen_random_uuid(), v_juncea),
        'NX007'
    );
    perform test.raises(
        format('select nachet.merge_seeds(%L, %L, %L)', v_admin, v_napus, gen_random_uuid()),
        'NX007'
    );
    assert test.raises(
        format('select nachet.merge_seeds(%L, %L, %L)', v_admin, v_napus, v_napus), 'NX206'
    ) = jsonb_build_object('field', 'into_seed_id', 'value', v_napus);
end
$test$;
