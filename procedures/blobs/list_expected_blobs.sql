create or replace function nachet._expected_blobs(
    p_container_id uuid, p_from text, p_to text, p_limit integer
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- The rows whose blobs lie in one container of the blob store, between two blob names: pictures,
-- also those in the trash, and the descriptions of folders. They are the container's own rows, and
-- the rows of the archive whose blobs have not been moved yet; of the archive, also the rows of all
-- other containers whose blobs have not been moved back yet.
declare
    v_now constant timestamptz := nachet._now();
    v_first_folder constant uuid := coalesce(
        nachet._to_uuid(left(p_from, 36)), '00000000-0000-0000-0000-000000000000'
    );
    v_last_folder constant uuid := coalesce(
        nachet._to_uuid(left(p_to, 36)), 'ffffffff-ffff-ffff-ffff-ffffffffffff'
    );
    v_owner_id uuid;
    v_pictures jsonb;
    v_folders jsonb;
    v_blobs jsonb := '[]'::jsonb;
begin
    for v_owner_id in
        select c.id
        from nachet_data.container as c
        inner join nachet_data.container as asked on asked.id = p_container_id
        where c.id = p_container_id or c.kind = 'archive' or asked.kind = 'archive'
    loop
        select jsonb_agg(to_jsonb(b)) into v_pictures
        from (
            select
                p.blob_name,
                'picture' as kind,
                p.container_id,
                p.picture_set_id,
                p.id as picture_id,
                p.state,
                p.byte_size,
                encode(p.sha256, 'hex') as sha256,
                null::jsonb as content,
                extract(epoch from v_now - p.updated_at) as age_seconds,
                (
                    p.blob_container_id = v_owner_id
                    and split_part(p.blob_name, '/', 1) = p.picture_set_id::text
                )
                or exists (
                    select
                    from nachet_data.blob_task as t
                    where t.container_id = v_owner_id
                        and t.picture_id = p.id
                        and t.kind = 'move_picture'
                ) as at_home
            from nachet_data.picture as p
            where p.container_id = v_owner_id
                and p.blob_container_id = p_container_id
                and p.blob_name between p_from and p_to
            order by p.blob_name
            limit p_limit
        ) as b;
        v_blobs := v_blobs || coalesce(v_pictures, '[]');
    end loop;
    select jsonb_agg(to_jsonb(f)) into v_folders
    from (
        select
            ps.id::text || '/' || ps.id::text || '.json' as blob_name,
            'folder' as kind,
            p_container_id as container_id,
            ps.id as picture_set_id,
            null::uuid as picture_id,
            null::text as state,
            null::bigint as byte_size,
            null::text as sha256,
            nachet._describe_picture_set(
                p_container_id, ps.id, ps.owner_id, ps.upload_date, ps.picture_set,
                ps.former_container_id, ps.former_picture_set_id
            ) as content,
            extract(epoch from v_now - ps.upload_date) as age_seconds,
            true as at_home
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.id between v_first_folder and v_last_folder
            and (ps.id::text || '/' || ps.id::text || '.json') collate "C" between p_from and p_to
        order by ps.id
        limit p_limit
    ) as f;
    return (
        select coalesce(jsonb_agg(b.value order by b.blob_name), '[]')
        from (
            select e.value, (e.value ->> 'blob_name') collate "C" as blob_name
            from jsonb_array_elements(v_blobs || coalesce(v_folders, '[]')) as e (value)
            order by (e.value ->> 'blob_name') collate "C"
            limit p_limit
        ) as b
    );
end
$function$;

comment on function nachet._expected_blobs is
'Returns the blobs that the rows expect in a container of the blob store.';

create or replace function nachet.get_expected_blob(p_container_id uuid, p_blob_name text)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- expected: the blob as list_expected_blobs describes it, null for a name that no row has. busy:
-- whether a blob task concerns it.
-- Locks: nothing.
-- Raises: nothing of its own.
-- Repeat: the same answer.
declare
    v_owner_id uuid;
    v_expected jsonb;
    v_busy boolean := false;
begin
    -- A blob moves to the archive, or back from it: then its row and its tasks are in the other
    -- container.
    for v_owner_id in
        select c.id
        from nachet_data.container as c
        inner join nachet_data.container as asked on asked.id = p_container_id
        where c.id = p_container_id or c.kind = 'archive' or asked.kind = 'archive'
    loop
        v_busy := v_busy or exists (
            select
            from nachet_data.blob_task as t
            where t.container_id = v_owner_id
                and (
                    (t.blob_container_id = p_container_id and t.blob_name = p_blob_name)
                    or (v_owner_id = p_container_id and t.target_name = p_blob_name)
                )
        );
    end loop;
    v_expected := nachet._expected_blobs(p_container_id, p_blob_name, p_blob_name, 1) -> 0;
    return jsonb_build_object('expected', v_expected, 'busy', v_busy);
end
$function$;

comment on function nachet.get_expected_blob is
'Returns what the database knows of a blob name in a container of the blob store.';
grant execute on function nachet.get_expected_blob to nachet_backend;

create or replace function nachet.list_expected_blobs(
    p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- In the blob store's order of names: blob_name, kind (picture or folder), container_id (of the
-- row), state, byte_size, sha256, content (of a folder's description), age_seconds (since the row
-- last changed), at_home (whether the blob is in its picture's folder or on its way there). For the
-- checker.
-- Options: after (`next` of the previous page), limit (1 to 1000; default 100).
-- Locks: nothing.
-- Raises: NX210.
-- Repeat: the same answer.
declare
    v_options constant jsonb := nachet._read_options(
        p_options, '{"after": "string", "limit": "limit"}'
    );
    v_limit constant integer := (v_options -> 'limit')::integer;
    v_after constant text := coalesce(v_options ->> 'after', '');
    v_blobs jsonb;
begin
    -- Names begin with an id, so all sort before 'g'. The name of p_options.after may be included.
    v_blobs := nachet._expected_blobs(p_container_id, v_after, 'g', v_limit + 2);
    if v_blobs #>> '{0,blob_name}' = v_after then
        v_blobs := v_blobs - 0;
    end if;
    return nachet._page(v_blobs - (v_limit + 1), v_limit, 'blob_name');
end
$function$;

comment on function nachet.list_expected_blobs is
'Lists the blobs that the rows expect in a container of the blob store, page by page.';
grant execute on function nachet.list_expected_blobs to nachet_backend;
