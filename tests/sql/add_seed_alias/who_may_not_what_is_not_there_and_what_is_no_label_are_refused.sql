do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
    v_merged uuid;
    v_label text;
begin
    perform test.raises(
        format('select nachet.add_seed_alias(%L, %L, %L)', v_user, v_id, 'rape'), 'NX302'
    );
    perform test.raises(
        format('select nachet.add_seed_alias(%L, %L, %L)', gen_random_uuid(), v_id, 'rape'), 'NX001'
    );
    perform test.raises(
        format('select nachet.add_seed_alias(%L, %L, %L)', v_admin, gen_random_uuid(), 'rape'),
        'NX007'
    );
    v_merged := nachet.register_seed(v_admin, 'Brassica rapus') ->> 'seed_id';
    perform nachet.merge_seeds(v_admin, v_merged, v_id);
    assert test.raises(
        format('select nachet.add_seed_alias(%L, %L, %L)', v_admin, v_merged, 'rape'), 'NX007'
    ) = jsonb_build_object('seed_id', v_merged, 'merged_into', v_id);
    foreach v_label in array array['', '""', repeat('x', 201)] loop
        assert test.raises(
            format('select nachet.add_seed_alias(%L, %L, %L)', v_admin, v_id, v_label), 'NX206'
        ) = jsonb_build_object('field', 'alias', 'value', left(v_label, 200));
    end loop;
end
$test$;
