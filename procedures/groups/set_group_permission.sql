create or replace function nachet.set_group_permission(
    p_user_id uuid, p_group_id uuid, p_permission text
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the group's owner and administrators. A higher permission needs manage in each container in
-- which the members may do more by it; it does not hold for containers in the trash.
-- Locks: the group; then shares of containers in the trash.
-- Raises: NX001, NX002, NX010, NX209, NX301, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_permission_id smallint;
    v_container_id uuid;
    v_group nachet_data.groups;
    v_old text;
    v_share record;
begin
    v_group := nachet._lock_group(p_user_id, p_group_id, 'owner');
    v_permission_id := nachet._read_permission(p_permission, 'manage');
    for v_container_id in
        select gc.container_id
        from nachet_data.groups as g
        inner join nachet_data.group_container as gc on g.id = gc.group_id
        inner join nachet_data.container as c on gc.container_id = c.id
        where g.id = p_group_id
            and c.deleted_at is null
            and least(v_permission_id, gc.permission_id) > g.permission_id
    loop
        perform nachet._require_access(p_user_id, v_container_id, 'manage');
    end loop;
    select p.name into v_old
    from nachet_data.permission as p
    where p.id = v_group.permission_id;
    for v_share in
        select gc.id, gc.container_id, p.name as permission
        from nachet_data.group_container as gc
        inner join nachet_data.container as c on gc.container_id = c.id
        left join nachet_data.permission as p on gc.permission_id = p.id
        where gc.group_id = p_group_id
            and c.deleted_at is not null
            and least(v_permission_id, gc.permission_id) > v_group.permission_id
        order by gc.id
    loop
        update nachet_data.group_container as gc
        set permission_id = v_group.permission_id
        where gc.id = v_share.id;
        perform nachet._record_acts(
            p_user_id, v_share.container_id, 'set_group_permission', 'group_container',
            array[v_share.id],
            array[jsonb_build_object('permission', v_share.permission)],
            array[jsonb_build_object('permission', v_old)]
        );
    end loop;
    update nachet_data.groups as g
    set permission_id = v_permission_id, updated_at = v_now
    where g.id = p_group_id and g.permission_id <> v_permission_id;
    perform nachet._record_acts(
        p_user_id, null, 'set_group_permission', 'groups', array[p_group_id],
        array[jsonb_build_object('permission', v_old)],
        array[jsonb_build_object('permission', p_permission)]
    );
    return nachet._group_document(p_group_id);
end
$function$;

comment on function nachet.set_group_permission is
'Sets what the members of a group may do in the containers shared with it and returns the group.';
grant execute on function nachet.set_group_permission to nachet_backend;
