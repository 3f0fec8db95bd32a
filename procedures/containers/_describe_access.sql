create or replace function nachet._describe_access(p_user_id uuid, p_container_ids uuid[])
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- With the permission that the user has there, its source (the first that applies of owner, admin,
-- share, group, public), the share with the user alone, and the user's groups with which the
-- container is shared, each with the permission that it gives and its end; not what has ended. The
-- personal container first, then by name. p_container_ids: null for all that the user may read;
-- each source of access is then found by its own index, and _require_access decides what they add
-- up to.
-- Raises: NX002 for a container that the user may not read.
declare
    v_now constant timestamptz := nachet._now();
    v_ids uuid[] := p_container_ids;
    v_is_admin boolean;
    v_levels smallint[];
    v_id uuid;
    v_containers jsonb;
begin
    if v_ids is null then
        v_is_admin := exists (
            select
            from nachet_data.users as u
            where u.id = p_user_id and u.permission_id = nachet._level('admin')
        );
        v_ids := array(
            select o.id
            from nachet_data.container as o
            where o.owner_id = p_user_id and o.deleted_at is null
            union
            select p.id
            from nachet_data.container as p
            where p.public and p.deleted_at is null
            union
            select gc.container_id
            from nachet_data.user_group as ug
            inner join nachet_data.group_container as gc on ug.group_id = gc.group_id
            inner join nachet_data.container as g
                on gc.container_id = g.id and g.deleted_at is null
            where ug.user_id = p_user_id and nachet_data.in_force(gc.until, v_now)
            union
            select uc.container_id
            from nachet_data.user_container as uc
            inner join nachet_data.container as s
                on uc.container_id = s.id and s.deleted_at is null
            where uc.user_id = p_user_id and nachet_data.in_force(uc.until, v_now)
            union
            select a.id
            from nachet_data.container as a
            where v_is_admin and a.deleted_at is null
        );
    end if;
    foreach v_id in array v_ids loop
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
                'quota', c.quota,
                'review_rule', jsonb_build_object(
                    'readers', c.readers, 'agreeing', c.agreeing, 'decides', d.name
                ),
                'access', a.name,
                'source', case
                    when c.owner_id = p_user_id then 'owner'
                    when a.name = 'admin' then 'admin'
                    when s.share is not null then 'share'
                    when g.groups is not null then 'group'
                    else 'public'
                end,
                'share', s.share,
                'groups', coalesce(g.groups, '[]')
            )
            order by c.id <> p_user_id, nachet_data.fold(c.name), c.id
        ),
        '[]'
    )
    into v_containers
    from unnest(v_ids, v_levels) as l (id, level)
    inner join nachet_data.container as c on l.id = c.id
    inner join nachet_data.permission as a on l.level = a.id
    inner join nachet_data.permission as d on c.decides = d.id
    cross join lateral (
        select
            jsonb_agg(
                jsonb_build_object(
                    'group_id', gr.id, 'group_name', gr.name, 'permission', p.name,
                    'until', gc.until
                )
                order by p.id desc, gr.name_key, gr.id
            ) as groups
        from nachet_data.group_container as gc
        inner join nachet_data.user_group as ug
            on gc.group_id = ug.group_id and ug.user_id = p_user_id
        inner join nachet_data.groups as gr on gc.group_id = gr.id
        inner join nachet_data.permission as p on p.id = least(gr.permission_id, gc.permission_id)
        where gc.container_id = c.id and nachet_data.in_force(gc.until, v_now)
    ) as g
    left join lateral (
        select jsonb_build_object('permission', p.name, 'until', uc.until) as share
        from nachet_data.user_container as uc
        inner join nachet_data.permission as p on uc.permission_id = p.id
        where uc.container_id = c.id
            and uc.user_id = p_user_id
            and nachet_data.in_force(uc.until, v_now)
    ) as s on true;
    return v_containers;
end
$function$;

comment on function nachet._describe_access is
'Returns containers with the permission that a user has there and its source.';
