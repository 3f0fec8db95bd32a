do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_owner constant uuid := test.add_user('owner@example.org');
    v_heir constant uuid := test.add_user('heir@example.org');
    v_group constant uuid := test.add_group(v_owner, 'x', 'read');
    v_other constant uuid := test.add_group(v_owner, 'y', 'read');
    v_id constant uuid := nachet.create_container(v_owner, '{"name": "a"}') ->> 'container_id';
begin
    perform nachet.share_container(v_owner, v_id, v_group);
    perform nachet.delete_container(v_owner, v_id);
    perform nachet.set_group_permission(v_owner, v_group, 'write');
    assert (
        select jsonb_agg(jsonb_build_array(
            a.entity_id, a.container_id, a.user_id, a.before, a.after
        ))
        from nachet_data.act as a
        where a.act = 'set_group_permission' and a.entity = 'group_container'
    ) = (
        select jsonb_build_array(jsonb_build_array(
            gc.id, v_id, v_owner, '{"permission": null}'::jsonb, '{"permission": "read"}'::jsonb
        ))
        from nachet_data.group_container as gc
    );
    perform nachet.hand_over_group(v_admin, v_group, v_heir);
    perform nachet.end_user(v_admin, v_owner, jsonb_build_object('new_owner_id', v_heir));
    assert (
        select jsonb_agg(jsonb_build_array(a.act, a.entity_id, a.after) order by a.id)
        from nachet_data.act as a
        where a.entity = 'user_group' and a.before is null and a.after ->> 'user_id' = v_heir::text
    ) = (
        select jsonb_agg(
            jsonb_build_array(
                case ug.group_id when v_group then 'hand_over_group' else 'end_user' end, ug.id,
                jsonb_build_object('group_id', ug.group_id, 'user_id', v_heir)
            )
            order by ug.group_id <> v_group
        )
        from nachet_data.user_group as ug
        where ug.group_id in (v_group, v_other)
    );
end
$test$;
