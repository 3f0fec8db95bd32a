create or replace function nachet.list_expected_containers(p_options jsonb default '{}')
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- container_id, container_name, busy (whether it may still be missing). The first page also has the
-- number of expected blobs, nb_blobs. For the checker.
-- Options: after (`next` of the previous page), limit (1 to 1000; default 100).
-- Locks: nothing.
-- Raises: NX210.
-- Repeat: the same answer.
declare
    v_options constant jsonb := nachet._read_options(
        p_options, '{"after": "uuid", "limit": "limit"}'
    );
    v_limit constant integer := (v_options -> 'limit')::integer;
    v_after constant uuid := (v_options ->> 'after')::uuid;
    v_new uuid[];
    v_empty_archive uuid;
    v_containers jsonb;
    v_nb_pictures bigint;
    v_nb_folders bigint;
begin
    select array_agg(t.container_id) into v_new
    from nachet_data.blob_task as t
    where t.kind = 'create_container';
    -- The archive gets a container in the blob store with its first folder.
    select c.id into v_empty_archive
    from nachet_data.container as c
    where c.kind = 'archive';
    if exists (
        select from nachet_data.picture_set as ps where ps.container_id = v_empty_archive
    ) then
        v_empty_archive := null;
    end if;
    select coalesce(jsonb_agg(to_jsonb(page) order by page.container_name), '[]')
    into v_containers
    from (
        select
            c.id as container_id,
            nachet._container_name(c.id) as container_name,
            coalesce(c.id = any (v_new || v_empty_archive), false) as busy
        from nachet_data.container as c
        where v_after is null or c.id > v_after
        order by c.id
        limit v_limit + 1
    ) as page;
    if v_after is null then
        select count(*) into v_nb_pictures from nachet_data.picture as p;
        select count(*) into v_nb_folders from nachet_data.picture_set as ps;
    end if;
    return nachet._page(v_containers, v_limit, 'container_id') || jsonb_build_object(
        'installation_id', (select i.id from nachet_data.installation as i),
        'nb_blobs', v_nb_pictures + v_nb_folders
    );
end
$function$;

comment on function nachet.list_expected_containers is
'Lists the containers that the blob store should have, by name, page by page.';
grant execute on function nachet.list_expected_containers to nachet_backend;
