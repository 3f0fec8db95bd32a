do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_writer constant uuid := test.add_user('writer@example.org');
    v_stranger constant uuid := test.add_user('stranger@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group uuid;
begin
    v_group := test.add_group(v_owner, 'Lab', 'write');
    perform test.add_member(v_owner, v_group, v_writer);
    perform nachet.share_container(v_owner, v_owner, v_group);
    perform test.raises(
        format('select nachet.rename_container(%L, %L, %L)', v_writer, v_owner, 'x'), 'NX301'
    );
    perform test.raises(
        format('select nachet.rename_container(%L, %L, %L)', v_stranger, v_owner, 'x'), 'NX002'
    );
    perform test.raises(
        format('select nachet.rename_container(%L, %L, %L)', gen_random_uuid(), v_owner, 'x'),
        'NX001'
    );
    perform test.raises(
        format('select nachet.rename_container(%L, %L, %L)', v_owner, gen_random_uuid(), 'x'),
        'NX002'
    );
    perform nachet.set_group_permission(v_owner, v_group, 'manage');
    assert nachet.rename_container(v_writer, v_owner, 'by a member') ->> 'source' = 'group';
    assert nachet.rename_container(v_admin, v_owner, 'by an administrator') ->> 'source' = 'admin';
    perform nachet.set_user_permission(v_admin, v_owner, 'write');
    perform test.raises(
        format('select nachet.rename_container(%L, %L, %L)', v_owner, v_owner, 'x'), 'NX301'
    );
end
$test$;
