do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_owner constant uuid := test.add_user('owner@example.org');
    v_guest constant uuid := test.add_user('guest@example.org');
    v_group constant uuid := test.add_group(v_owner, 'Lab', 'write');
    v_container constant uuid := nachet.create_container(v_owner, '{"name": "Trials"}')
        ->> 'container_id';
    v_acts jsonb;
begin
    for v_n in 1 .. 2 loop
        -- The second time nothing changes, and nothing is recorded.
        perform nachet.add_group_member_by_email(v_owner, v_group, 'guest@example.org');
        perform nachet.add_group_member(v_owner, v_group, v_guest);
        perform nachet.rename_group(v_owner, v_group, 'Laboratory');
        perform nachet.set_group_permission(v_owner, v_group, 'manage');
        perform nachet.rename_container(v_owner, v_container, 'Field trials');
        perform nachet.set_container_public(v_owner, v_container, true);
        perform nachet.set_review_rule(v_owner, v_container, '{"readers": 2}');
        perform nachet.set_container_quota(v_admin, v_container, '{"quota": 1000}');
        perform nachet.share_container(v_owner, v_container, v_group, '{"permission": "read"}');
        perform nachet.share_container_with_user(
            v_owner, v_container, 'guest@example.org', 'write'
        );
        perform nachet.set_user_permission(v_admin, v_guest, 'write');
        perform nachet.set_user_active(v_admin, v_guest, false, '{"reason": "Left."}');
        perform nachet.set_user_active(v_admin, v_guest, false, '{"reason": "Left."}');
        perform nachet.set_user_active(v_admin, v_guest, true);
        perform nachet.set_user_email(v_admin, v_guest, 'guest@example.org');
        exit when v_n = 2;
        select jsonb_agg(jsonb_build_array(a.act, a.user_id, a.before, a.after) order by a.id)
        into v_acts
        from nachet.act as a;
    end loop;
    assert jsonb_path_query_array(v_acts, '$[*][0]') @> '[
        "create_user", "create_group", "create_container", "add_group_member_by_email",
        "rename_group", "set_group_permission", "rename_container", "set_container_public",
        "set_review_rule", "set_container_quota", "share_container", "share_container_with_user",
        "set_user_permission", "set_user_active"
    ]';
    assert not jsonb_path_query_array(v_acts, '$[*][0]') ? 'add_group_member';
    -- Only the user who was deactivated and activated again.
    assert (select count(*) from nachet.act) = jsonb_array_length(v_acts) + 2;
    assert v_acts @> jsonb_build_array(jsonb_build_array(
        'set_container_quota', v_admin, '{"quota": null}'::jsonb, '{"quota": 1000}'::jsonb
    ));

    perform nachet.set_user_email(v_guest, v_guest, 'new@example.org');
    perform nachet.unshare_container(v_owner, v_container, v_group);
    perform nachet.unshare_container_with_user(v_owner, v_container, v_guest);
    perform nachet.remove_group_member(v_owner, v_group, v_guest);
    perform nachet.add_group_member_by_email(v_owner, v_group, 'new@example.org');
    perform nachet.set_user_permission(v_admin, v_guest, 'manage');
    perform nachet.hand_over_group(v_owner, v_group, v_guest);
    perform nachet.delete_group(v_guest, v_group);
    perform nachet.share_container_with_user(v_owner, v_container, 'new@example.org', 'read');
    perform nachet.hand_over_container(v_owner, v_container, v_guest);
    perform nachet.delete_container(v_guest, v_container, '{"reason": "Over."}');
    perform nachet.restore_container(v_guest, v_container);
    assert jsonb_path_query_array(
        nachet.list_acts(v_guest, v_container, '{"limit": 5}'), '$.items[*].act'
    ) = '[
        "restore_container", "delete_container", "hand_over_container", "hand_over_container",
        "share_container_with_user"
    ]';
    assert nachet.list_acts(v_guest, v_container) #>> '{items,1,reason}' = 'Over.';
    perform nachet.end_user(v_admin, v_guest, jsonb_build_object('new_owner_id', v_owner));
    assert nachet.list_acts(v_owner, v_container) #> '{items,0}' @> jsonb_build_object(
        'act', 'end_user', 'before', jsonb_build_object('owner_id', v_guest),
        'after', jsonb_build_object('owner_id', v_owner)
    );
    perform nachet.delete_container(v_owner, v_container);
    perform nachet.purge_container(v_owner, v_container);
    assert (
        select a.after from nachet.act as a
        where a.act = 'purge_container' and a.entity = 'container'
    ) is null;

    -- No address is in any act, and no value of one.
    assert not exists (
        select from nachet.act as a where concat(a.before, a.after, a.reason) like '%@%'
    );
    assert (
        select array_agg(concat(a.before, a.after))
        from nachet.act as a where a.act = 'set_user_email'
    ) = array['{"email": "former"}{"email": "new"}'];
end
$test$;
