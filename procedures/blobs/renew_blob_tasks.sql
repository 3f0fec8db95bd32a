create or replace function nachet.renew_blob_tasks(p_container_id uuid, p_options jsonb)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Writes down anew steps of which the store lacks what they make, claimed for the caller; only what
-- the rows bear out. For the checker.
-- Options: container (true: make it and mark it), picture_set_id (write its description),
-- picture_id (bring its blob into its folder).
-- Locks: the folder, shared; the picture.
-- Raises: NX210.
-- Repeat: writes down the first two once more; taking them twice does no harm.
declare
    v_claim constant text := gen_random_uuid()::text;
    v_picture_set_id uuid;
    v_picture_id uuid;
begin
    perform nachet._require_options(p_options, array['container', 'picture_set_id', 'picture_id']);
    v_picture_set_id := nachet._read_option(p_options, 'picture_set_id', 'uuid')::uuid;
    v_picture_id := nachet._read_option(p_options, 'picture_id', 'uuid')::uuid;
    if nachet._read_option(p_options, 'container', 'boolean')::boolean then
        perform nachet._write_container_task(c.id, v_claim)
        from nachet_data.container as c
        where c.id = p_container_id;
    end if;
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = v_picture_set_id
    for share;
    if found then
        perform nachet._write_folder_tasks(p_container_id, array[v_picture_set_id], v_claim);
    end if;
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = v_picture_id
    for no key update;
    perform nachet._write_move_tasks(p_container_id, array[v_picture_id], v_claim);
    return jsonb_build_object(
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.renew_blob_tasks(uuid, jsonb) is
'Writes down steps in the blob store anew; options container, picture_set_id, picture_id.';
revoke all on function nachet.renew_blob_tasks(uuid, jsonb) from public;
grant execute on function nachet.renew_blob_tasks(uuid, jsonb) to nachet_backend;
