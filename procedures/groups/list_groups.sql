create or replace function nachet.list_groups(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The groups of which the user is the owner or a member; for an administrator: all groups.
-- Locks: nothing.
-- Raises: NX001, NX303.
-- Repeat: the same answer.
declare
    v_is_admin boolean;
    v_groups jsonb;
begin
    v_is_admin := nachet._require_user(p_user_id, 'read') = nachet._level('admin');
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'group_id', g.id,
                'group_name', g.name,
                'permission', p.name,
                'owner_id', g.owner_id,
                'role', case
                    when g.owner_id = p_user_id then 'owner'
                    when v_is_admin then 'admin'
                    else 'member'
                end,
                'nb_members', (
                    select count(*) from nachet_data.user_group as ug where ug.group_id = g.id
                ),
                'nb_containers', (
                    select count(*)
                    from nachet_data.group_container as gc
                    inner join nachet_data.container as c on gc.container_id = c.id
                    where gc.group_id = g.id
                        and c.deleted_at is null
                        and nachet_data.in_force(gc.until, nachet._now())
                )
            )
            order by g.name_key, g.id
        ),
        '[]'
    )
    into v_groups
    from nachet_data.groups as g
    inner join nachet_data.permission as p on g.permission_id = p.id
    where
        v_is_admin
        or g.id in (
            select ug.group_id from nachet_data.user_group as ug where ug.user_id = p_user_id
        );
    return v_groups;
end
$function$;

comment on function nachet.list_groups is 'Lists the groups that a user can see, by name.';
grant execute on function nachet.list_groups to nachet_backend;
