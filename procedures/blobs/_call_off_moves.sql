create or replace function nachet._call_off_moves(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Calls off the moves of blobs whose pictures are about to leave the container; what may have been
-- copied goes, once whoever may be copying just now has ended.
-- Locks: the tasks called off; the new rows; the caller has locked the pictures.
declare
    v_now constant timestamptz := nachet._now();
begin
    with called_off as (
        delete from nachet_data.blob_task as t
        where t.container_id = p_container_id
            and t.kind = 'move_picture'
            and t.picture_id = any (p_picture_ids)
        returning t.picture_id, t.target_name, t.run_after, t.claimed_by
    )

    insert into nachet_data.blob_task (
        container_id, kind, picture_id, blob_container_id, blob_name, run_after
    )
    select
        p_container_id, 'delete_blob', c.picture_id, p_container_id, c.target_name,
        case when c.claimed_by is null then v_now else greatest(c.run_after, v_now) end
    from called_off as c;
end
$function$;

comment on function nachet._call_off_moves(uuid, uuid[]) is
'Calls off the moves of the blobs of pictures that leave a container.';
revoke all on function nachet._call_off_moves(uuid, uuid[]) from public;
