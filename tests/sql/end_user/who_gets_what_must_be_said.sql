do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('user@example.org');
    v_heir constant uuid := test.add_user('heir@example.org');
    v_reader constant uuid := test.add_user('reader@example.org', 'read');
    v_options jsonb;
begin
    for v_options in
        values
        ('{}'::jsonb),
        ('{"containers": "delete"}'),
        (jsonb_build_object('new_owner_id', v_user))
    loop
        assert test.raises(
            format('select nachet.end_user(%L, %L, %L)', v_admin, v_user, v_options), 'NX133'
        ) = jsonb_build_object('user_id', v_user);
    end loop;
    v_options := '{"containers": "keep", "groups": "delete"}';
    assert test.raises(
        format('select nachet.end_user(%L, %L, %L)', v_admin, v_user, v_options), 'NX210'
    ) = '{"option": "containers", "value": "keep"}';
    v_options := jsonb_build_object('new_owner_id', v_reader);
    assert test.raises(
        format('select nachet.end_user(%L, %L, %L)', v_admin, v_user, v_options), 'NX301'
    ) = jsonb_build_object('user_id', v_reader, 'required', 'manage');
    v_options := jsonb_build_object('new_owner_id', v_heir);
    perform test.add_group(v_user, 'Lab');
    perform test.add_group(v_heir, 'LAB');
    assert test.raises(
        format('select nachet.end_user(%L, %L, %L)', v_admin, v_user, v_options), 'NX104'
    ) = jsonb_build_object('owner_id', v_heir, 'group_name', 'Lab');
    perform test.raises(
        format('select nachet.end_user(%L, %L, %L)', v_admin, gen_random_uuid(), v_options), 'NX001'
    );
    perform test.raises(
        format('select nachet.end_user(%L, %L, %L)', v_user, v_user, v_options), 'NX302'
    );
    perform test.raises(
        format('select nachet.end_user(%L, %L, %L)', v_admin, v_admin, v_options), 'NX114'
    );
    assert nachet.get_user('user@example.org') ->> 'state' = 'active';
end
$test$;
