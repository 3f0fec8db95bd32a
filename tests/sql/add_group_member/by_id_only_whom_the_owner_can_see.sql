do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_stranger constant uuid := test.add_user('stranger@example.org');
    v_guest constant uuid := test.add_user('guest@example.org');
    v_host constant uuid := test.add_user('host@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_owner, 'Lab');
begin
    -- The same answer for whom the owner cannot see and for nobody.
    assert test.raises(
        format('select nachet.add_group_member(%L, %L, %L)', v_owner, v_group, v_stranger), 'NX001'
    ) = jsonb_build_object('user_id', v_stranger, 'required', 'read');
    perform nachet.share_container_with_user(v_owner, v_owner, 'guest@example.org', 'read');
    perform nachet.add_group_member(v_owner, v_group, v_guest);
    perform nachet.share_container_with_user(v_host, v_host, 'owner@example.org', 'read');
    perform nachet.add_group_member(v_owner, v_group, v_host);
    perform nachet.add_group_member(v_admin, v_group, v_stranger);
end
$test$;
