do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_owner);
begin
    perform test.raises(
        format('select nachet.remove_group_member(%L, %L, %L)', v_owner, v_group, v_owner), 'NX113'
    );
    assert test.raises(
        format('select nachet.remove_group_member(%L, %L, %L)', v_admin, v_group, v_owner), 'NX113'
    ) = jsonb_build_object('group_id', v_group, 'user_id', v_owner);
    perform test.add_member(v_owner, v_group, v_admin);
    perform nachet.hand_over_group(v_owner, v_group, v_admin);
    perform nachet.remove_group_member(v_owner, v_group, v_owner);
end
$test$;
