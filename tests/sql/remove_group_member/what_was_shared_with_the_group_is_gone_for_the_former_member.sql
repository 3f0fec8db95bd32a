do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org');
    v_group constant uuid := test.add_group(v_owner);
begin
    perform nachet.share_container(v_owner, v_owner, v_group);
    perform test.add_member(v_owner, v_group, v_member);
    perform nachet.list_picture_sets(v_member, v_owner);
    assert nachet.remove_group_member(v_owner, v_group, v_member) = jsonb_build_object(
        'group_id', v_group, 'user_id', v_member
    );
    perform test.raises(
        format('select nachet.list_picture_sets(%L, %L)', v_member, v_owner), 'NX002'
    );
    assert test.raises(
        format('select nachet.remove_group_member(%L, %L, %L)', v_owner, v_group, v_member), 'NX012'
    ) = jsonb_build_object('group_id', v_group, 'user_id', v_member);
end
$test$;
