do $test$
declare
    v_leader constant uuid := test.add_user('leader@example.org');
    v_owner constant uuid := test.add_user('owner@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_leader, 'Lab', 'write');
    v_raise text;
begin
    perform test.add_member(v_leader, v_group, v_owner);
    perform nachet.share_container(v_owner, v_owner, v_group);
    v_raise := format('select nachet.set_group_permission(%L, %L, ''manage'')', v_leader, v_group);
    assert test.raises(v_raise, 'NX301') ->> 'container_id' = v_owner::text;
    assert nachet.get_container_access(v_leader, v_owner) ->> 'access' = 'write';

    assert nachet.set_group_permission(v_leader, v_group, 'read') ->> 'permission' = 'read';
    assert nachet.set_group_permission(v_admin, v_group, 'manage') ->> 'permission' = 'manage';
    assert nachet.set_group_permission(v_leader, v_group, 'manage') ->> 'permission' = 'manage';
end
$test$;
