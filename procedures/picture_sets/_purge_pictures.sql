create or replace function nachet._purge_pictures(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Really deletes pictures, with their inferences and history, and writes the tasks that delete
-- their blobs.
-- Locks: nothing; the caller has locked the pictures with their crops.
declare
    v_now constant timestamptz := nachet._now();
begin
    perform nachet._detach_crops(p_container_id, p_picture_ids);
    perform nachet._call_off_moves(p_container_id, p_picture_ids);
    with gone as (
        delete from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = any (p_picture_ids)
        returning p.id, p.blob_container_id, p.blob_name
    )

    insert into nachet_data.blob_task (
        container_id, kind, picture_id, blob_container_id, blob_name, run_after
    )
    select
        p_container_id,
        'delete_blob',
        g.id,
        g.blob_container_id,
        g.blob_name,
        v_now
    from gone as g;
end
$function$;

comment on function nachet._purge_pictures(uuid, uuid[]) is
'Deletes pictures for good; their blobs go by tasks.';
revoke all on function nachet._purge_pictures(uuid, uuid[]) from public;
