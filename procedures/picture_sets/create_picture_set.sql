create or replace function nachet.create_picture_set(
    p_user_id uuid,
    p_container_id uuid,
    p_options jsonb default '{}'
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Creates a folder, with the task to write its description to the blob store, claimed for the
-- caller.
-- Options: name (else it bears its id), metadata (an object), picture_set_id (the caller's own id).
-- Locks: the new rows; waits for a concurrent creation of the same name.
-- Raises: NX001, NX002, NX102, NX108, NX202, NX210, NX301.
-- Repeat: with the same picture_set_id and name, the first answer again; with the name alone,
-- NX102.
declare
    v_claim constant text := gen_random_uuid()::text;
    v_id uuid;
    v_name text;
begin
    perform nachet._require_options(p_options, array['name', 'metadata', 'picture_set_id']);
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_id := nachet._new_id(p_options, 'picture_set_id');
    v_name := coalesce(
        nachet._require_name(nachet._read_option(p_options, 'name', 'string')), v_id::text
    );

    if not nachet._add_picture_set(
        p_container_id, v_id, p_user_id, v_name,
        coalesce(nachet._read_option(p_options, 'metadata', 'object')::jsonb, '{}'),
        false, v_claim
    ) then
        return nachet._repeat_create_picture_set(p_user_id, p_container_id, v_id, v_name);
    end if;
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_set_id', v_id,
        'folder_name', v_name,
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.create_picture_set(uuid, uuid, jsonb) is
'Creates a folder in a container; options name, metadata, picture_set_id.';
revoke all on function nachet.create_picture_set(uuid, uuid, jsonb) from public;
grant execute on function nachet.create_picture_set(uuid, uuid, jsonb) to nachet_backend;
