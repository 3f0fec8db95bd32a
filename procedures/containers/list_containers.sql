create or replace function nachet.list_containers(p_user_id uuid)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- The containers that a user can read, with the access and where it comes from; the personal one
-- first, then by name. An administrator's list holds all of them.
-- Locks: nothing.
-- Raises: NX001.
-- Repeat: the same answer.
declare
    v_is_admin constant boolean := nachet._require_permission(p_user_id, 'read') = 4;
    v_ids uuid[];
begin
    -- Each way to a container by its own index; what the ways add up to is decided in one
    -- place, for all of them.
    select array_agg(c.id) into v_ids
    from (
        select o.id
        from nachet_data.container as o
        where o.owner_id = p_user_id
        union
        select p.id
        from nachet_data.container as p
        where p.public
        union
        select gc.container_id
        from nachet_data.user_group as ug
        inner join nachet_data.group_container as gc on ug.group_id = gc.group_id
        where ug.user_id = p_user_id
        union
        select a.id
        from nachet_data.container as a
        where v_is_admin
    ) as c;
    return coalesce(nachet._describe_access(p_user_id, v_ids), '[]');
end
$function$;

comment on function nachet.list_containers(uuid) is
'The containers that a user can read, with the access and where it comes from.';
revoke all on function nachet.list_containers(uuid) from public;
grant execute on function nachet.list_containers(uuid) to nachet_backend;
