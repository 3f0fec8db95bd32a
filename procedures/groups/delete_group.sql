create or replace function nachet.delete_group(p_user_id uuid, p_group_id uuid)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Deletes a group with its memberships and shares; the containers stay, with their owners. For
-- its owner or an administrator.
-- Locks: the group, then the containers shared with it, by id.
-- Raises: NX001, NX010, NX301.
-- Repeat: NX010, it is gone.
declare
    v_now constant timestamptz := nachet._now();
    v_container_ids uuid[];
begin
    perform nachet._lock_group(p_user_id, p_group_id, 'owner');
    with shared as (
        select c.id
        from nachet_data.container as c
        inner join nachet_data.group_container as gc on c.id = gc.container_id
        where gc.group_id = p_group_id
        order by c.id
        for no key update of c
    )

    select array_agg(s.id) into v_container_ids
    from shared as s;
    update nachet_data.container as c
    set updated_at = v_now
    where c.id = any (v_container_ids);
    delete from nachet_data.groups as g
    where g.id = p_group_id;
    return jsonb_build_object('group_id', p_group_id);
end
$function$;

comment on function nachet.delete_group(uuid, uuid) is
'Deletes a group with its memberships and shares, never a container.';
revoke all on function nachet.delete_group(uuid, uuid) from public;
grant execute on function nachet.delete_group(uuid, uuid) to nachet_backend;
