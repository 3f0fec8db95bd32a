create or replace function nachet._purge_picture_sets(p_container_id uuid, p_before timestamptz)
returns integer language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Only folders without pictures; returns how many. Blob tasks delete their descriptions, after a
-- task that may be writing one has ended. Descriptions not written yet are cancelled.
-- Locks: the cancelled tasks; the new rows. The caller has locked the folders.
declare
    v_now constant timestamptz := nachet._now();
    v_ids uuid[];
    v_written jsonb;
begin
    v_ids := array(
        select ps.id
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.deleted_at < p_before
            and not exists (
                select
                from nachet_data.picture as p
                where p.container_id = p_container_id and p.picture_set_id = ps.id
            )
    );
    delete from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = any (v_ids);

    select jsonb_agg(jsonb_build_object(
        'id', t.picture_set_id, 'until', case when t.claimed_by is not null then t.run_after end
    ))
    into v_written
    from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'write_folder'
        and t.picture_set_id = any (v_ids);
    delete from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'write_folder'
        and t.picture_set_id = any (v_ids);
    insert into nachet_data.blob_task (
        container_id, kind, picture_set_id, blob_container_id, blob_name, run_after
    )
    select
        p_container_id, 'delete_blob', f.id, p_container_id,
        f.id::text || '/' || f.id::text || '.json', greatest(v_now, max(w.until))
    from unnest(v_ids) as f (id)
    left join jsonb_to_recordset(v_written) as w (id uuid, until timestamptz) on f.id = w.id
    group by f.id;
    return cardinality(v_ids);
end
$function$;

comment on function nachet._purge_picture_sets is
'Permanently deletes the empty folders of a container that were put into the trash before a time.';

create or replace function nachet._purge_container(
    p_container_id uuid, p_before timestamptz, p_limit integer
)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Pictures with their inferences and history, then empty folders; returns how many of each. Blob
-- tasks delete the blobs.
-- Locks: the folders in the trash, then the pictures with their crops, by id: a concurrent restore
-- either finishes first or is refused.
declare
    v_now constant timestamptz := nachet._now();
    v_ids uuid[];
    v_blobs jsonb;
begin
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

    perform nachet._release_pictures(p_container_id, v_ids);
    select jsonb_agg(jsonb_build_object(
        'id', p.id, 'container_id', p.blob_container_id, 'name', p.blob_name
    ))
    into v_blobs
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (v_ids);
    delete from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (v_ids);
    insert into nachet_data.blob_task (
        container_id, kind, picture_id, blob_container_id, blob_name, run_after
    )
    select p_container_id, 'delete_blob', b.id, b.container_id, b.name, v_now
    from jsonb_to_recordset(v_blobs) as b (id uuid, container_id uuid, name text);
    return jsonb_build_object(
        'pictures', cardinality(v_ids),
        'picture_sets', nachet._purge_picture_sets(p_container_id, p_before)
    );
end
$function$;

comment on function nachet._purge_container is
'Permanently deletes what was put into the trash of a container before a time.';

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
    v_purged jsonb;
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
        v_purged := nachet._purge_container(v_container_id, p_before, v_limit - v_pictures);
        v_picture_sets := v_picture_sets + (v_purged -> 'picture_sets')::integer;
        v_pictures := v_pictures + (v_purged -> 'pictures')::integer;
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
