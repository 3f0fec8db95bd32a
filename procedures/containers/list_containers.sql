create or replace function nachet.list_containers(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The personal container first, then by name. For an administrator: all containers.
-- Locks: nothing.
-- Raises: NX001.
-- Repeat: the same answer.
declare
    v_is_admin boolean;
    v_ids uuid[];
begin
    v_is_admin := nachet._require_user(p_user_id, 'read') = nachet._level('admin');
    -- Each source of access is found by its own index; _describe_access decides what they add up
    -- to.
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
    return nachet._describe_access(p_user_id, v_ids);
end
$function$;

comment on function nachet.list_containers is
'Lists the containers that a user can read, with the permission and its source.';
grant execute on function nachet.list_containers to nachet_backend;
