create or replace function nachet._write_move_tasks(
    p_container_id uuid, p_picture_ids uuid[], p_claim text
)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Writes the tasks that bring blobs after their pictures, into the folders that these are in now;
-- claimed for the caller unless something else is to be done for the picture first.
-- A blob is on one way at a time: where it goes next is decided when it has arrived.
-- Locks: the new rows; the caller has locked the pictures.
declare
    v_now constant timestamptz := nachet._now();
begin
    insert into nachet_data.blob_task (
        container_id, kind, picture_set_id, picture_id, blob_container_id, blob_name, target_name,
        attempts, run_after, claimed_by
    )
    select
        p_container_id, 'move_picture', p.picture_set_id, p.id, p.blob_container_id, p.blob_name,
        nachet._home_of(p.picture_set_id, p.id, p.blob_name),
        case when o.nb_tasks = 0 then 1 else 0 end,
        case when o.nb_tasks = 0 then v_now + interval '1 minute' else v_now end,
        case when o.nb_tasks = 0 then p_claim end
    from nachet_data.picture as p
    cross join lateral (
        select
            count(*) as nb_tasks,
            count(*) filter (where t.kind = 'move_picture') as nb_moves
        from nachet_data.blob_task as t
        where t.container_id = p_container_id and t.picture_id = p.id
    ) as o
    where p.container_id = p_container_id
        and p.id = any (p_picture_ids)
        and o.nb_moves = 0
        and (p.blob_container_id, p.blob_name)
        <> (p_container_id, nachet._home_of(p.picture_set_id, p.id, p.blob_name));
end
$function$;

comment on function nachet._write_move_tasks(uuid, uuid[], text) is
'Writes the tasks that bring blobs to where their pictures are.';
revoke all on function nachet._write_move_tasks(uuid, uuid[], text) from public;
