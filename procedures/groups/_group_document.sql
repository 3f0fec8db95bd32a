create or replace function nachet._group_document(p_group_id uuid)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- With its members, by e-mail, and the containers shared with it, by name; not those in the trash,
-- nor what has ended.
declare
    v_document jsonb;
begin
    select jsonb_build_object(
        'group_id', g.id,
        'group_name', g.name,
        'permission', p.name,
        'owner_id', g.owner_id,
        'upload_date', g.upload_date,
        'updated_at', g.updated_at,
        'members', (
            select coalesce(
                jsonb_agg(
                    jsonb_build_object(
                        'user_id', u.id, 'email', u.email, 'upload_date', ug.upload_date
                    )
                    order by nachet_data.fold(u.email), u.id
                ),
                '[]'
            )
            from nachet_data.user_group as ug
            inner join nachet_data.users as u on ug.user_id = u.id
            where ug.group_id = g.id
        ),
        'containers', (
            select coalesce(
                jsonb_agg(
                    jsonb_build_object(
                        'container_id', c.id, 'name', c.name, 'owner_id', c.owner_id,
                        'permission', cp.name, 'until', gc.until, 'upload_date', gc.upload_date
                    )
                    order by nachet_data.fold(c.name), c.id
                ),
                '[]'
            )
            from nachet_data.group_container as gc
            inner join nachet_data.container as c on gc.container_id = c.id
            inner join nachet_data.permission as cp
                on cp.id = least(g.permission_id, gc.permission_id)
            where gc.group_id = g.id
                and c.deleted_at is null
                and nachet_data.in_force(gc.until, nachet._now())
        )
    )
    into v_document
    from nachet_data.groups as g
    inner join nachet_data.permission as p on g.permission_id = p.id
    where g.id = p_group_id;
    return v_document;
end
$function$;

comment on function nachet._group_document is 'Returns a group in the form of documents.';
