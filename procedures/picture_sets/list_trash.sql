create or replace function nachet.list_trash(p_user_id uuid, p_container_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Folders with the number of pictures that a restore brings back, and single deleted pictures of
-- folders that are not in the trash.
-- Locks: nothing.
-- Raises: NX001, NX002, NX301, NX303.
-- Repeat: the same answer.
declare
    v_picture_sets jsonb;
    v_pictures jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'picture_set_id', ps.id,
                'folder_name', ps.name,
                'parent', ps.parent,
                'nb_pictures', c.nb_pictures,
                'nb_verified', c.nb_verified,
                'deleted_at', ps.deleted_at
            )
            order by ps.deleted_at desc, ps.id
        ),
        '[]'
    )
    into v_picture_sets
    from nachet_data.picture_set as ps
    cross join lateral (
        select
            count(*) as nb_pictures,
            count(*) filter (where p.verified) as nb_verified
        from nachet_data.picture as p
        where
            p.container_id = p_container_id
            and p.picture_set_id = ps.id
            and p.state = 'confirmed'
            and p.deleted_at = ps.deleted_at
    ) as c
    where ps.container_id = p_container_id and ps.deleted_at is not null;

    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'picture_id', p.id,
                'picture_set_id', ps.id,
                'folder_name', ps.name,
                'is_validated', p.verified,
                'deleted_at', p.deleted_at
            )
            order by p.deleted_at desc, p.id
        ),
        '[]'
    )
    into v_pictures
    from nachet_data.picture as p
    inner join nachet_data.picture_set as ps
        on p.container_id = ps.container_id
        and p.picture_set_id = ps.id
        and ps.container_id = p_container_id
        and ps.deleted_at is null
    where p.container_id = p_container_id and p.state = 'confirmed' and p.deleted_at is not null;
    return jsonb_build_object('picture_sets', v_picture_sets, 'pictures', v_pictures);
end
$function$;

comment on function nachet.list_trash is
'Lists what can be restored in a container, the last deleted first.';
grant execute on function nachet.list_trash to nachet_backend;
