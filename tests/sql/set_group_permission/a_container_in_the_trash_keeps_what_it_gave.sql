do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org');
    v_group constant uuid := test.add_group(v_member, 'Lab', 'read');
    v_container constant uuid := nachet.create_container(v_owner) ->> 'container_id';
begin
    perform test.add_member(v_member, v_group, v_owner);
    perform nachet.share_container(v_owner, v_container, v_group);
    perform test.raises(
        format('select nachet.set_group_permission(%L, %L, %L)', v_member, v_group, 'manage'),
        'NX301'
    );
    perform nachet.delete_container(v_owner, v_container);
    perform nachet.set_group_permission(v_member, v_group, 'manage');
    perform nachet.restore_container(v_owner, v_container);
    assert nachet.get_container_access(v_member, v_container) ->> 'access' = 'read';
end
$test$;
