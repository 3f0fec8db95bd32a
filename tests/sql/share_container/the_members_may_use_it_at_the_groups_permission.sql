do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org', 'write');
    v_stranger constant uuid := test.add_user('stranger@example.org');
    v_group constant uuid := test.add_group(v_owner, 'Lab', 'manage');
begin
    perform test.add_member(v_owner, v_group, v_member);
    assert nachet.share_container(v_owner, v_owner, v_group) = jsonb_build_object(
        'container_id', v_owner, 'group_id', v_group
    );
    perform nachet.create_picture_set(v_member, v_owner);
    -- The member's own permission bounds the group's.
    assert nachet.get_container_access(v_member, v_owner) ->> 'access' = 'write';
    perform test.raises(format('select nachet.list_trash(%L, %L)', v_member, v_owner), 'NX301');
    perform nachet.set_group_permission(v_owner, v_group, 'read');
    perform test.raises(
        format('select nachet.create_picture_set(%L, %L)', v_member, v_owner), 'NX301'
    );
    perform test.raises(
        format('select nachet.list_picture_sets(%L, %L)', v_stranger, v_owner), 'NX002'
    );
end
$test$;
