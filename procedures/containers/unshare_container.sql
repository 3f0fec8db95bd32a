create or replace function nachet.unshare_container(
    p_user_id uuid, p_container_id uuid, p_group_id uuid
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The user need not be a member of the group. The next statement of its members no longer finds the
-- container.
-- Locks: the container, then the share.
-- Raises: NX001, NX002, NX013, NX301, NX303.
-- Repeat: NX013, the container is not shared with the group.
declare
    v_now constant timestamptz := nachet._now();
    v_id uuid;
    v_permission_id smallint;
    v_until timestamptz;
    v_permission text;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    update nachet_data.container as c
    set updated_at = v_now
    where c.id = p_container_id;
    delete from nachet_data.group_container as gc
    where gc.container_id = p_container_id and gc.group_id = p_group_id
    returning gc.id, gc.permission_id, gc.until into v_id, v_permission_id, v_until;
    if v_id is null then
        perform nachet._raise('NX013', jsonb_build_object(
                'container_id', p_container_id, 'group_id', p_group_id
            ));
    end if;
    select p.name into v_permission
    from nachet_data.permission as p
    where p.id = v_permission_id;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'unshare_container', 'group_container', array[v_id],
        array[jsonb_build_object(
            'group_id', p_group_id, 'permission', v_permission, 'until', v_until
        )],
        null
    );
    return jsonb_build_object('container_id', p_container_id, 'group_id', p_group_id);
end
$function$;

comment on function nachet.unshare_container is 'Ends the share of a container with a group.';
grant execute on function nachet.unshare_container to nachet_backend;
