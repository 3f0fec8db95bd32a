create or replace function nachet._add_default_picture_set(
    p_container_id uuid, p_user_id uuid, p_claim text
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- With the blob tasks that make the container in the blob store and write the folder's description,
-- claimed for the caller.
-- Locks: the new rows.
declare
    v_now constant timestamptz := nachet._now();
begin
    insert into nachet_data.picture_set (
        container_id, id, name, owner_id, is_default, upload_date, updated_at
    )
    values (p_container_id, p_container_id, 'General', p_user_id, true, v_now, v_now);
    perform nachet._write_blob_tasks(
        p_container_id, true, array[p_container_id], '{}', '[]', p_claim
    );
end
$function$;

comment on function nachet._add_default_picture_set is
'Adds the default folder of a new container, under the container''s id.';
