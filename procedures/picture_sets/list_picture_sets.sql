create or replace function nachet.list_picture_sets(p_user_id uuid, p_container_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Confirmed pictures that are not in the trash, in the order of upload.
-- Locks: nothing.
-- Raises: NX001, NX002, NX303.
-- Repeat: the same answer.
declare
    v_picture_sets jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    -- Built as json and converted once: nested jsonb would be copied at every level. Lateral, so
    -- that no plan reads the pictures of all folders once for each folder.
    select coalesce(
        json_agg(
            json_build_object(
                'picture_set_id', ps.id,
                'folder_name', ps.name,
                'nb_pictures', c.nb_pictures,
                'pictures', coalesce(c.pictures, '[]')
            )
            order by ps.is_default desc, ps.name_key, ps.id
        ),
        '[]'
    )::jsonb
    into v_picture_sets
    from nachet_data.picture_set as ps
    cross join lateral (
        select
            count(*) as nb_pictures,
            json_agg(
                json_build_object(
                    'picture_id', p.id,
                    'inference_exist', p.nb_object is not null,
                    'is_validated', p.verified
                )
                order by p.id
            ) as pictures
        from nachet_data.picture as p
        where
            p.container_id = p_container_id
            and p.picture_set_id = ps.id
            and p.state = 'confirmed'
            and p.deleted_at is null
    ) as c
    where ps.container_id = p_container_id and ps.deleted_at is null;
    return v_picture_sets;
end
$function$;

comment on function nachet.list_picture_sets is
'Lists the folders of a container with the state of their pictures, the default folder first, '
'then by name.';
grant execute on function nachet.list_picture_sets to nachet_backend;
