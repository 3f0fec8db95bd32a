create or replace function nachet.discard_blob(
    p_container_id uuid, p_blob_name text, p_etag text
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Writes the task that deletes a blob which no row has and with which nothing is to be done, this
-- one and none that comes after it; claimed for the caller. For who wrote a blob for a reservation
-- that was gone by then, and for the checker.
-- Locks: the folder and the picture that the name speaks of: nothing comes under it meanwhile.
-- Raises: nothing of its own.
-- Repeat: changes nothing.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_picture_set_id uuid;
    v_picture_id uuid;
    v_known jsonb;
begin
    v_picture_set_id := nachet._to_uuid(split_part(p_blob_name, '/', 1));
    v_picture_id := nullif(
        nachet._to_uuid(split_part(split_part(p_blob_name, '/', 2), '.', 1)), v_picture_set_id
    );
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = v_picture_set_id
    for update;
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = v_picture_id
    for no key update;

    v_known := nachet.get_expected_blob(p_container_id, p_blob_name);
    if v_known = '{"expected": null, "busy": false}' then
        insert into nachet_data.blob_task (
            container_id, kind, picture_id, blob_container_id, blob_name, content, attempts,
            run_after, claimed_by
        )
        values (
            p_container_id, 'delete_blob', v_picture_id, p_container_id, p_blob_name,
            jsonb_build_object('etag', p_etag), 1, v_now + interval '1 minute', v_claim
        );
    end if;
    return jsonb_build_object(
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.discard_blob(uuid, text, text) is
'Writes the task that deletes a blob which no row has.';
revoke all on function nachet.discard_blob(uuid, text, text) from public;
grant execute on function nachet.discard_blob(uuid, text, text) to nachet_backend;
