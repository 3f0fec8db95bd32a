create or replace function nachet.list_picture_set_tree(p_user_id uuid, p_container_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Each folder after the one that it lies in; beside each other by name, the default folder first.
-- depth is 0 at the top; path has the names from the top to the folder itself.
-- Locks: nothing.
-- Raises: NX001, NX002, NX303.
-- Repeat: the same answer.
declare
    v_picture_sets jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    with recursive tree as (
        select
            ps.id,
            ps.parent,
            ps.name,
            ps.picture_set,
            array[ps.name] as path,
            array[(not ps.is_default)::text, ps.name_key, ps.id::text] as place
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id and ps.deleted_at is null and ps.parent is null
        union all
        select
            ps.id,
            ps.parent,
            ps.name,
            ps.picture_set,
            t.path || ps.name,
            t.place || array[ps.name_key, ps.id::text]
        from tree as t
        inner join nachet_data.picture_set as ps
            on t.id = ps.parent and ps.container_id = p_container_id
        where ps.deleted_at is null
    )

    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'picture_set_id', t.id,
                'folder_name', t.name,
                'parent', t.parent,
                'depth', cardinality(t.path) - 1,
                'path', to_jsonb(t.path),
                'metadata', t.picture_set,
                'nb_pictures', c.nb_pictures
            )
            order by t.place
        ),
        '[]'
    )
    into v_picture_sets
    from tree as t
    cross join lateral (
        select count(*) as nb_pictures
        from nachet_data.picture as p
        where p.container_id = p_container_id
            and p.picture_set_id = t.id
            and p.state = 'confirmed'
            and p.deleted_at is null
    ) as c;
    return v_picture_sets;
end
$function$;

comment on function nachet.list_picture_set_tree is
'Lists the folders of a container with their metadata, each below the folder that it lies in.';
grant execute on function nachet.list_picture_set_tree to nachet_backend;
