create or replace function nachet.discard_blob(p_container_id uuid, p_blob_name text, p_etag text)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Only the blob with this etag, and only while no blob task concerns it. The task is claimed for
-- the caller: a client whose reservation was removed before it wrote the blob, or the checker. None
-- for a container that does not exist, and for what is not a name of a blob: that has 1 to 1024
-- characters.
-- Locks: the folder and the picture in the blob's name, so that no new blob gets this name.
-- Raises: nothing of its own.
-- Repeat: changes nothing.
declare
    v_claim constant text := gen_random_uuid()::text;
    v_picture_set_id constant uuid := nachet._to_uuid(split_part(p_blob_name, '/', 1));
    v_picture_id constant uuid := nullif(
        nachet._to_uuid(split_part(split_part(p_blob_name, '/', 2), '.', 1)), v_picture_set_id
    );
    v_is_known boolean;
begin
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = v_picture_set_id
    for update;
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = v_picture_id
    for no key update;

    v_is_known := exists (select from nachet_data.container as c where c.id = p_container_id);
    if v_is_known
        and char_length(p_blob_name) between 1 and 1024
        and nachet.get_expected_blob(p_container_id, p_blob_name)
        = '{"expected": null, "busy": false}'
    then
        perform nachet._write_blob_tasks(
            p_container_id, false, '{}', '{}',
            jsonb_build_array(jsonb_build_object(
                'picture_id', v_picture_id, 'container_id', p_container_id, 'name', p_blob_name,
                'content', jsonb_build_object('etag', p_etag)
            )),
            v_claim
        );
    end if;
    return jsonb_build_object(
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.discard_blob is
'Writes the blob task that deletes a blob without a row.';
grant execute on function nachet.discard_blob to nachet_backend;
