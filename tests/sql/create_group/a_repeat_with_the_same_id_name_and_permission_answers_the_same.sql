do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_options constant jsonb := jsonb_build_object('group_id', nachet_data.uuid7());
    v_case record;
begin
    assert nachet.create_group(v_user, 'Lab', 'read', v_options)
        = nachet.create_group(v_user, 'Lab', 'read', v_options);
    for v_case in
        select c.user_id, c.name, c.permission
        from (
            values (v_user, 'Labs', 'read'), (v_user, 'Lab', 'write'), (v_other, 'Lab', 'read')
        ) as c (user_id, name, permission)
    loop
        assert test.raises(
            format(
                'select nachet.create_group(%L, %L, %L, %L)', v_case.user_id, v_case.name,
                v_case.permission, v_options
            ),
            'NX108'
        ) = v_options;
    end loop;
    assert (select count(*) from nachet."group") = 1;
end
$test$;
