create or replace function nachet._describe_access(p_user_id uuid, p_container_ids uuid[])
returns jsonb
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Containers as one user sees them: with what they may do there, where it comes from (owner,
-- admin, group, public, the first of these that holds), and their groups with which it is
-- shared. Without any right, left out. The personal container first, then by name.
declare
    v_containers jsonb;
begin
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'container_id', c.id,
                'container_name', 'user-' || c.id,
                'name', c.name,
                'kind', c.kind,
                'public', c.public,
                'owner_id', c.owner_id,
                'access', a.name,
                'source', case
                    when c.owner_id = p_user_id then 'owner'
                    when a.name = 'admin' then 'admin'
                    when g.groups is not null then 'group'
                    else 'public'
                end,
                'groups', coalesce(g.groups, '[]')
            )
            order by c.id <> p_user_id, lower(c.name), c.id
        ),
        '[]'
    )
    into v_containers
    from nachet_data.container as c
    inner join nachet_data.permission as a on a.id = nachet._access_level(p_user_id, c.id)
    cross join lateral (
        select
            jsonb_agg(
                jsonb_build_object('group_id', gr.id, 'group_name', gr.name, 'permission', p.name)
                order by gr.permission_id desc, gr.name_key, gr.id
            ) as groups
        from nachet_data.group_container as gc
        inner join nachet_data.user_group as ug
            on gc.group_id = ug.group_id and ug.user_id = p_user_id
        inner join nachet_data.groups as gr on gc.group_id = gr.id
        inner join nachet_data.permission as p on gr.permission_id = p.id
        where gc.container_id = c.id
    ) as g
    where c.id = any (p_container_ids);
    return v_containers;
end
$function$;

comment on function nachet._describe_access(uuid, uuid[]) is
'Containers as a user sees them, with the access and where it comes from.';
revoke all on function nachet._describe_access(uuid, uuid[]) from public;
