create or replace function nachet.get_expected_blob(p_container_id uuid, p_blob_name text)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- What the database knows of one name in a container of the store: expected (what
-- list_expected_blobs says of it, null for a name that no row has) and busy (whether something is
-- still to be done with it).
-- Locks: nothing.
-- Raises: nothing of its own.
-- Repeat: the same answer.
declare
    v_archive_id uuid;
begin
    select c.id into v_archive_id
    from nachet_data.container as c
    where c.kind = 'archive';
    return jsonb_build_object(
        'expected', nachet._expected_blobs(p_container_id, p_blob_name, p_blob_name, 1) -> 0,
        'busy', nachet._is_busy(p_container_id, p_container_id, p_blob_name)
        or nachet._is_busy(v_archive_id, p_container_id, p_blob_name)
    );
end
$function$;

comment on function nachet.get_expected_blob(uuid, text) is
'What the database knows of a name in a container of the store.';
revoke all on function nachet.get_expected_blob(uuid, text) from public;
grant execute on function nachet.get_expected_blob(uuid, text) to nachet_backend;
