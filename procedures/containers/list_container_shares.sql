create or replace function nachet.list_container_shares(p_user_id uuid, p_container_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- With the permission that the members have by the share, and its end (until), also where it is
-- past. list_container_users has the shares with one person.
-- Locks: nothing.
-- Raises: NX001, NX002, NX301, NX303.
-- Repeat: the same answer.
declare
    v_shares jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'group_id', g.id,
                'group_name', g.name,
                'permission', p.name,
                'owner_id', g.owner_id,
                'until', gc.until,
                'upload_date', gc.upload_date
            )
            order by g.name_key, g.id
        ),
        '[]'
    )
    into v_shares
    from nachet_data.group_container as gc
    inner join nachet_data.groups as g on gc.group_id = g.id
    inner join nachet_data.permission as p on p.id = least(g.permission_id, gc.permission_id)
    where gc.container_id = p_container_id;
    return v_shares;
end
$function$;

comment on function nachet.list_container_shares is
'Lists the groups with which a container is shared, by name.';
grant execute on function nachet.list_container_shares to nachet_backend;
