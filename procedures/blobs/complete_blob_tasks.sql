create or replace function nachet.complete_blob_tasks(p_container_id uuid, p_tasks jsonb)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Takes note that steps in the blob store are done; answers with the steps that follow, claimed for
-- the caller. Each of p_tasks: task_id, claim; of a move also etag, which the blob had where it
-- was; of a deletion without an etag, which is but a look, the etag that was seen. No blob is
-- deleted but the very one that was seen while nothing else could have its name.
-- Whoever did a step may say so, late too: what is done stays done; a look counts while it is
-- claimed.
-- Locks: the pictures concerned, then the tasks, both in the order of their ids.
-- Raises: NX210.
-- Repeat: changes nothing.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_moved uuid[];
begin
    perform nachet._check_blob_tasks(p_tasks);
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id in (
        select t.picture_id
        from jsonb_to_recordset(p_tasks) as d (task_id uuid)
        inner join nachet_data.blob_task as t
            on t.container_id = p_container_id and d.task_id = t.id
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
        using jsonb_to_recordset(p_tasks) as d (task_id uuid, claim text, etag text)
        where t.container_id = p_container_id
            and t.id = d.task_id
            and (t.kind <> 'delete_blob' or t.content is not null or t.claimed_by = d.claim)
        returning
            t.kind, t.picture_set_id, t.picture_id, t.blob_container_id, t.blob_name, t.target_name,
            d.etag, t.kind = 'delete_blob' and t.content is null as seen
    ),

    switched as (
        update nachet_data.picture as p
        set blob_container_id = p_container_id, blob_name = d.target_name, updated_at = v_now
        from done as d
        where p.container_id = p_container_id and p.id = d.picture_id and d.kind = 'move_picture'
        returning p.id
    ),

    following as (
        insert into nachet_data.blob_task (
            container_id, kind, picture_set_id, picture_id, blob_container_id, blob_name, content,
            attempts, run_after, claimed_by
        )
        -- Where it was, the blob goes.
        select
            p_container_id, 'delete_blob', case when d.seen then d.picture_set_id end, d.picture_id,
            d.blob_container_id, d.blob_name, jsonb_build_object('etag', d.etag),
            1, v_now + interval '1 minute', v_claim
        from done as d
        where d.etag is not null and (d.seen or d.picture_id in (select s.id from switched as s))
        union all
        -- Of a picture that is not there any more, it goes where it came to.
        select
            p_container_id, 'delete_blob', null, d.picture_id, p_container_id, d.target_name, null,
            1, v_now + interval '1 minute', v_claim
        from done as d
        where d.kind = 'move_picture' and d.picture_id not in (select s.id from switched as s)
    )

    select array_agg(s.id) into v_moved
    from switched as s;
    perform nachet._write_move_tasks(p_container_id, v_moved, v_claim);
    return nachet._list_claimed_tasks(p_container_id, v_claim);
end
$function$;

comment on function nachet.complete_blob_tasks(uuid, jsonb) is
'Takes note that blob tasks of a container are done; answers with those that follow.';
revoke all on function nachet.complete_blob_tasks(uuid, jsonb) from public;
grant execute on function nachet.complete_blob_tasks(uuid, jsonb) to nachet_backend;
