create or replace function nachet._describe_access(p_user_id uuid, p_container_ids uuid[])
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- With the permission that the user has there, its source (the first that applies of owner, admin,
-- group, public), and the user's groups with which the container is shared. The personal container
-- first, then by name.
-- Raises: NX002 for a container that the user may not read.
declare
    v_levels smallint[];
    v_id uuid;
    v_containers jsonb;
begin
    foreach v_id in array coalesce(p_container_ids, '{}') loop
        v_levels := v_levels || nachet._require_access(p_user_id, v_id, 'read');
    end loop;
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'container_id', c.id,
                'container_name', nachet._container_name(c.id),
                'name', c.name,
                'kind', c.kind,
                'public', c.public,
                'owner_id', c.owner_id,
                'review_rule', jsonb_build_object(
                    'readers', c.readers, 'agreeing', c.agreeing, 'decides', d.name
                ),
                'access', a.name,
                'source', case
                    when c.owner_id = p_user_id then 'owner'
                    when a.name = 'admin' then 'admin'
                    when g.groups is not null then 'group'
                    else 'public'
                end,
                'groups', coalesce(g.groups, '[]')
            )
            order by c.id <> p_user_id, nachet_data.fold(c.name), c.id
        ),
        '[]'
    )
    into v_containers
    from unnest(p_container_ids, v_levels) as l (id, level)
    inner join nachet_data.container as c on l.id = c.id
    inner join nachet_data.permission as a on l.level = a.id
    inner join nachet_data.permission as d on c.decides = d.id
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
    ) as g;
    return v_containers;
end
$function$;

comment on function nachet._describe_access is
'Returns containers with the permission that a user has there and its source.';
