create or replace function nachet._lock_trashed_pictures(
    p_container_id uuid, p_before timestamptz, p_limit integer
)
returns uuid[] language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Returns the pictures, those that were deleted first.
-- Locks: the folders in the trash, then the pictures with their crops, by id: a concurrent restore
-- either finishes first or is refused.
-- Raises: NX210 for no time.
declare
    v_ids uuid[];
begin
    if p_before is null then
        perform nachet._raise('NX210', jsonb_build_object('option', 'before'));
    end if;
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.deleted_at < p_before
    order by ps.id
    for update;
    v_ids := array(
        select p.id
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.deleted_at < p_before
        order by p.deleted_at, p.id
        limit p_limit
    );
    select coalesce(
        array_agg(l.id) filter (where l.deleted_at < p_before and l.id = any (v_ids)), '{}'
    )
    into v_ids
    from (
        select p.id, p.deleted_at
        from nachet_data.picture as p
        where p.container_id = p_container_id and (p.id = any (v_ids) or p.parent = any (v_ids))
        order by p.id
        for update
    ) as l;
    return v_ids;
end
$function$;

comment on function nachet._lock_trashed_pictures is
'Locks what was put into the trash of a container before a time; returns pictures of it.';

create or replace function nachet._list_empty_picture_sets(
    p_container_id uuid, p_before timestamptz, p_picture_ids uuid[]
)
returns uuid[] language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- A folder is not empty while a folder below it stays. p_picture_ids: the pictures that go.
begin
    return array(
        with recursive stays as (
            select ps.id, ps.parent
            from nachet_data.picture_set as ps
            where ps.container_id = p_container_id
                and (
                    (ps.deleted_at < p_before) is not true
                    or exists (
                        select
                        from nachet_data.picture as p
                        where p.container_id = p_container_id
                            and p.picture_set_id = ps.id
                            and p.id <> all (p_picture_ids)
                    )
                )
            union
            select above.id, above.parent
            from stays as s
            inner join nachet_data.picture_set as above
                on s.parent = above.id and above.container_id = p_container_id
        )

        select ps.id
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.deleted_at < p_before
            and ps.id not in (select s.id from stays as s)
    );
end
$function$;

comment on function nachet._list_empty_picture_sets is
'Returns the folders that were put into the trash before a time and have no pictures left.';

create or replace function nachet.purge_trash(p_before timestamptz, p_options jsonb default '{}')
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For an operator, who repeats the call while remaining is above 0. Blob tasks delete the blobs.
-- Options: limit (pictures in one call: 1 to 1000; default 100).
-- Locks: the catalogue, shared; in each container, the deleted rows.
-- Raises: NX210.
-- Repeat: deletes the next part.
declare
    v_limit constant integer := (
        nachet._read_options(p_options, '{"limit": "limit"}') -> 'limit'
    )::integer;
    v_container_id uuid;
    v_ids uuid[];
    v_folder_ids uuid[];
    v_picture_sets integer := 0;
    v_pictures integer := 0;
    v_left_pictures bigint;
    v_left_picture_sets bigint;
begin
    perform nachet._hold_catalogue();
    for v_container_id in
        select p.container_id
        from nachet_data.picture as p
        where p.deleted_at < p_before
        union
        select ps.container_id
        from nachet_data.picture_set as ps
        where ps.deleted_at < p_before
        order by 1
    loop
        exit when v_pictures >= v_limit;
        v_ids := nachet._lock_trashed_pictures(v_container_id, p_before, v_limit - v_pictures);
        v_folder_ids := nachet._list_empty_picture_sets(v_container_id, p_before, v_ids);
        perform nachet._purge_picture_sets(
            null, v_container_id, 'purge_trash', v_folder_ids, v_ids, null
        );
        v_picture_sets := v_picture_sets + cardinality(v_folder_ids);
        v_pictures := v_pictures + cardinality(v_ids);
    end loop;

    select count(*) into v_left_pictures
    from nachet_data.picture as p
    where p.deleted_at < p_before;
    select count(*) into v_left_picture_sets
    from nachet_data.picture_set as ps
    where ps.deleted_at < p_before;
    return jsonb_build_object(
        'picture_sets', v_picture_sets,
        'pictures', v_pictures,
        'remaining', v_left_pictures + v_left_picture_sets
    );
end
$function$;

comment on function nachet.purge_trash is
'Permanently deletes what was put into the trash before a time, part by part.';
grant execute on function nachet.purge_trash to nachet_backend;
