create or replace function nachet._purge_container(
    p_container_id uuid, p_before timestamptz, p_limit integer
)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Really deletes pictures of one container that went into the trash before a time, then the
-- folders that are empty of pictures; returns how many of each.
-- Locks: the folders in the trash, then the pictures with their crops, by id: a restore ends
-- first or comes too late.
declare
    v_picture_set_ids uuid[];
    v_picture_ids uuid[];
begin
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.deleted_at < p_before
    order by ps.id
    for update;
    v_picture_ids := array(
        select p.id
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.deleted_at < p_before
        order by p.deleted_at, p.id
        limit p_limit
    );
    select array_agg(l.id) filter (where l.deleted_at < p_before and l.id = any (v_picture_ids))
    into v_picture_ids
    from (
        select p.id, p.deleted_at
        from nachet_data.picture as p
        where p.container_id = p_container_id
            and (p.id = any (v_picture_ids) or p.parent = any (v_picture_ids))
        order by p.id
        for update
    ) as l;
    perform nachet._purge_pictures(p_container_id, v_picture_ids);

    with emptied as (
        delete from nachet_data.picture_set as ps
        where
            ps.container_id = p_container_id
            and ps.deleted_at < p_before
            and not exists (
                select
                from nachet_data.picture as p
                where p.container_id = p_container_id and p.picture_set_id = ps.id
            )
        returning ps.id
    )

    select array_agg(e.id) into v_picture_set_ids
    from emptied as e;
    perform nachet._delete_folder_blobs(p_container_id, v_picture_set_ids);
    return jsonb_build_object(
        'picture_sets', coalesce(cardinality(v_picture_set_ids), 0),
        'pictures', coalesce(cardinality(v_picture_ids), 0)
    );
end
$function$;

comment on function nachet._purge_container(uuid, timestamptz, integer) is
'Deletes for good what is old in the trash of one container.';
revoke all on function nachet._purge_container(uuid, timestamptz, integer) from public;
