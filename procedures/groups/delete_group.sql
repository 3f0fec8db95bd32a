create or replace function nachet.delete_group(p_user_id uuid, p_group_id uuid)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the group's owner and administrators.
-- Locks: the group, then the containers shared with it, by id; its shares and memberships.
-- Raises: NX001, NX010, NX301, NX303.
-- Repeat: NX010, the group does not exist.
declare
    v_now constant timestamptz := nachet._now();
    v_group nachet_data.groups;
    v_permission text;
    v_share_ids uuid[];
begin
    v_group := nachet._lock_group(p_user_id, p_group_id, 'owner');
    perform
    from nachet_data.container as c
    inner join nachet_data.group_container as gc on c.id = gc.container_id
    where gc.group_id = p_group_id
    order by c.id
    for no key update of c;
    update nachet_data.container as c
    set updated_at = v_now
    from nachet_data.group_container as gc
    where gc.container_id = c.id and gc.group_id = p_group_id;
    v_share_ids := array(
        select gc.id from nachet_data.group_container as gc where gc.group_id = p_group_id
        union all
        select ug.id from nachet_data.user_group as ug where ug.group_id = p_group_id
    );
    perform nachet._end_shares(p_user_id, 'delete_group', v_share_ids);
    delete from nachet_data.groups as g
    where g.id = p_group_id;
    select p.name into v_permission
    from nachet_data.permission as p
    where p.id = v_group.permission_id;
    perform nachet._record_acts(
        p_user_id, null, 'delete_group', 'groups', array[p_group_id],
        array[jsonb_build_object(
            'name', v_group.name, 'permission', v_permission, 'owner_id', v_group.owner_id
        )],
        null
    );
    return jsonb_build_object('group_id', p_group_id);
end
$function$;

comment on function nachet.delete_group is
'Deletes a group with its memberships and shares; the containers stay.';
grant execute on function nachet.delete_group to nachet_backend;
