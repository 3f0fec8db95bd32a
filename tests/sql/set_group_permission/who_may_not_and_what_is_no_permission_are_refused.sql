do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_owner);
begin
    perform test.raises(
        format('select nachet.set_group_permission(%L, %L, %L)', v_member, v_group, 'write'),
        'NX010'
    );
    perform test.add_member(v_owner, v_group, v_member);
    perform test.raises(
        format('select nachet.set_group_permission(%L, %L, %L)', v_member, v_group, 'write'),
        'NX301'
    );
    perform test.raises(
        format(
            'select nachet.set_group_permission(%L, %L, %L)', gen_random_uuid(), v_group, 'write'
        ), 'NX001'
    );
    assert test.raises(
        format('select nachet.set_group_permission(%L, %L, %L)', v_owner, v_group, 'admin'), 'NX209'
    ) = '{"permission": "admin"}';
    perform nachet.set_group_permission(v_admin, v_group, 'write');
end
$test$;
