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
