create or replace function nachet.complete_blob_tasks(p_container_id uuid, p_tasks jsonb)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Takes note that steps in the blob store are done. Each of p_tasks: task_id; for a move also
-- etag, which the blob had where it was: its deletion, the step that follows, spares a younger
-- blob of that name.
-- Answers with the steps that follow, claimed for the caller. Whoever did a step may say so,
-- late too: what is done stays done.
-- Locks: the pictures that moved, then the tasks, both in the order of their ids.
-- Raises: nothing of its own.
-- Repeat: changes nothing.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid();
begin
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id in (
        select t.picture_id
        from jsonb_to_recordset(p_tasks) as d (task_id uuid)
        inner join nachet_data.blob_task as t
            on t.container_id = p_container_id and d.task_id = t.id and t.kind = 'move_picture'
    )
    order by p.id
    for no key update;
    perform
    from nachet_data.blob_task as t
    where t.container_id = p_container_id and t.id in (
        select d.task_id
        from jsonb_to_recordset(p_tasks) as d (task_id uuid)
    )
    order by t.id
    for update;
    with done as (
        delete from nachet_data.blob_task as t
        using jsonb_to_recordset(p_tasks) as d (task_id uuid, etag text)
        where t.container_id = p_container_id and t.id = d.task_id
        returning t.kind, t.picture_id, t.target_name, d.etag, t.blob_container_id, t.blob_name
    ),

    moved as (
        select
            d.picture_id, d.target_name, d.etag, p.id is not null as there,
            coalesce(p.blob_container_id, d.blob_container_id) as old_container_id,
            coalesce(p.blob_name, d.blob_name) as old_name
        from done as d
        left join nachet_data.picture as p
            on p.container_id = p_container_id and d.picture_id = p.id
        where d.kind = 'move_picture'
    ),

    switched as (
        update nachet_data.picture as p
        set blob_container_id = p_container_id, blob_name = m.target_name
        from moved as m
        where p.container_id = p_container_id and p.id = m.picture_id
        returning p.id
    )

    insert into nachet_data.blob_task (
        container_id, kind, picture_id, blob_container_id, blob_name, content, attempts, run_after,
        claimed_by
    )
    -- The old place is to be cleared; of a picture that was deleted meanwhile, the new one.
    select
        p_container_id, 'delete_blob', m.picture_id,
        case when m.there then m.old_container_id else p_container_id end,
        case when m.there then m.old_name else m.target_name end,
        case when m.there then jsonb_build_object('etag', m.etag) end,
        1, v_now + interval '1 minute', v_claim
    from moved as m
    where (m.old_container_id, m.old_name) <> (p_container_id, m.target_name);

    return nachet._list_claimed_tasks(p_container_id, v_claim);
end
$function$;

comment on function nachet.complete_blob_tasks(uuid, jsonb) is
'Takes note that blob tasks of a container are done; answers with those that follow.';
revoke all on function nachet.complete_blob_tasks(uuid, jsonb) from public;
grant execute on function nachet.complete_blob_tasks(uuid, jsonb) to nachet_backend;
