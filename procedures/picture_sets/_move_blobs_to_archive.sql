create or replace function nachet._move_blobs_to_archive(
    p_container_id uuid,
    p_picture_ids uuid[],
    p_archive_id uuid,
    p_claim text
)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Writes the tasks that bring the blobs of pictures after their rows, from the old container to
-- the archive.
-- Moves within the old container that are still to be done are called off; what they may have
-- copied goes.
-- Locks: the tasks called off; the new rows.
declare
    v_now constant timestamptz := nachet._now();
begin
    with called_off as (
        delete from nachet_data.blob_task as t
        where
            t.container_id = p_container_id
            and t.kind = 'move_picture'
            and t.picture_id = any (p_picture_ids)
        returning t.picture_id, t.target_name, t.run_after
    )

    insert into nachet_data.blob_task (
        container_id, kind, picture_id, blob_container_id, blob_name, run_after
    )
    select
        p_container_id,
        'delete_blob',
        c.picture_id,
        p_container_id,
        c.target_name,
        -- Not before whoever may be copying just now has ended.
        greatest(c.run_after, v_now)
    from called_off as c
    inner join nachet_data.picture as p on p.container_id = p_container_id and c.picture_id = p.id
    where c.target_name <> p.blob_name;

    insert into nachet_data.blob_task (
        container_id, kind, picture_set_id, picture_id, blob_container_id, blob_name, target_name,
        attempts, run_after, claimed_by
    )
    select
        p_archive_id,
        'move_picture',
        p.picture_set_id,
        p.id,
        p.blob_container_id,
        p.blob_name,
        p.picture_set_id || '/' || p.id || substring(p.blob_name from '\.[^./]*$'),
        1,
        v_now + interval '1 minute',
        p_claim
    from nachet_data.picture as p
    where p.container_id = p_archive_id and p.id = any (p_picture_ids);
end
$function$;

comment on function nachet._move_blobs_to_archive(uuid, uuid[], uuid, text) is
'Writes the tasks that bring the blobs of archived pictures to the archive.';
revoke all on function nachet._move_blobs_to_archive(uuid, uuid[], uuid, text) from public;
