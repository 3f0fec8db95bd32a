create or replace function nachet.list_expected_blobs(
    p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- One page of what rows say of the blobs in a container of the store, in the order of its lists:
-- blob_name, kind (picture or folder), container_id (of the row), state, byte_size, sha256, content
-- (of a folder's description), age_seconds (since the row changed last), at_home (whether the blob
-- is in its picture's folder, or on its way there). For the checker; next is the name that the
-- page after this begins with.
-- Options: from (a name), limit (1 to 1000, 100 unless said).
-- Locks: nothing.
-- Raises: NX210.
-- Repeat: the same answer.
declare
    v_limit constant integer := nachet._read_limit(p_options);
    v_blobs jsonb;
begin
    perform nachet._require_options(p_options, array['from', 'limit']);
    -- Names begin with an id, and no id reaches g.
    v_blobs := nachet._expected_blobs(
        p_container_id,
        coalesce(nachet._read_option(p_options, 'from', 'string'), ''),
        'g',
        v_limit + 1
    );
    return jsonb_build_object(
        'blobs', v_blobs - v_limit, 'next', v_blobs -> v_limit -> 'blob_name'
    );
end
$function$;

comment on function nachet.list_expected_blobs(uuid, jsonb) is
'What rows say of the blobs in a container of the store, page by page; options from, limit.';
revoke all on function nachet.list_expected_blobs(uuid, jsonb) from public;
grant execute on function nachet.list_expected_blobs(uuid, jsonb) to nachet_backend;
