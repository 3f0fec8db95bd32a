create or replace function nachet.renew_blob_tasks(p_container_id uuid, p_options jsonb)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the checker, where the blob store lacks the result of a task. The tasks are claimed for the
-- caller; only tasks that agree with the rows are written.
-- Options: container (true: make it and mark it), picture_set_id (write the folder's description),
-- picture_id (move the blob to the picture's folder).
-- Locks: the folder, shared; the picture.
-- Raises: NX210.
-- Repeat: writes the first two tasks again; doing them twice is harmless.
declare
    v_claim constant text := gen_random_uuid()::text;
    v_options constant jsonb := nachet._read_options(
        p_options, '{"container": "boolean", "picture_set_id": "uuid", "picture_id": "uuid"}'
    );
    v_picture_set_id constant uuid := (v_options ->> 'picture_set_id')::uuid;
    v_picture_id constant uuid := (v_options ->> 'picture_id')::uuid;
begin
    if exists (select from nachet_data.container as c where c.id = p_container_id) then
        perform
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id and ps.id = v_picture_set_id
        for share;
        perform
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = v_picture_id
        for no key update;
        perform nachet._write_blob_tasks(
            p_container_id, coalesce((v_options -> 'container')::boolean, false),
            array_remove(array[v_picture_set_id], null), array_remove(array[v_picture_id], null),
            '[]', v_claim
        );
    end if;
    return jsonb_build_object(
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.renew_blob_tasks is
'Writes blob tasks again for a container, a folder or a picture.';
grant execute on function nachet.renew_blob_tasks to nachet_backend;
