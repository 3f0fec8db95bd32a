do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org');
    v_napus constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
    v_merged uuid;
    v_name text;
begin
    perform test.raises(
        format('select nachet.rename_seed(%L, %L, %L)', v_user, v_napus, 'x'), 'NX302'
    );
    perform test.raises(
        format('select nachet.rename_seed(%L, %L, %L)', gen_random_uuid(), v_napus, 'x'), 'NX001'
    );
    perform test.raises(
        format('select nachet.rename_seed(%L, %L, %L)', v_admin, gen_random_uuid(), 'x'), 'NX007'
    );
    v_merged := nachet.register_seed(v_user, 'Brassica rapus') ->> 'seed_id';
    perform nachet.merge_seeds(v_admin, v_merged, v_napus);
    perform test.raises(
        format('select nachet.rename_seed(%L, %L, %L)', v_admin, v_merged, 'x'), 'NX007'
    );
    foreach v_name in array array['', '""', repeat('x', 201)] loop
        perform test.raises(
            format('select nachet.rename_seed(%L, %L, %L)', v_admin, v_napus, v_name), 'NX206'
        );
    end loop;
end
$test$;
