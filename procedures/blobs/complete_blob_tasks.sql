create or replace function nachet.complete_blob_tasks(p_container_id uuid, p_tasks jsonb)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Each of p_tasks: task_id, claim; for a move also etag, that of the blob at its old place; for a
-- deletion without an etag, which only looks at the blob, the etag that was seen. A blob is deleted
-- only with the etag that was seen while no other blob could have its name. The tasks that follow
-- are claimed for the caller. A task that was done may be completed late, also after its lease; a
-- look counts only while its claim holds.
-- Locks: the pictures of the tasks, then the tasks, both in the order of their ids.
-- Raises: NX210.
-- Repeat: changes nothing.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_place text;
    v_done jsonb;
    v_moved uuid[];
    v_deletions jsonb;
begin
    if jsonb_typeof(p_tasks) <> 'array' then
        perform nachet._raise('NX210', jsonb_build_object('option', 'tasks'));
    end if;
    select format('tasks[%s]', t.ordinality - 1) || f.field into v_place
    from jsonb_array_elements(p_tasks) with ordinality as t (value, ordinality)
    cross join lateral (
        select case
            when jsonb_typeof(t.value) <> 'object' then ''
            when nachet._to_uuid(t.value ->> 'task_id') is null then '.task_id'
            when jsonb_typeof(t.value -> 'claim') not in ('string', 'null') then '.claim'
            when jsonb_typeof(t.value -> 'etag') not in ('string', 'null') then '.etag'
        end as field
    ) as f
    where f.field is not null
    order by t.ordinality
    limit 1;
    if found then
        perform nachet._raise('NX210', jsonb_build_object('option', 'tasks', 'place', v_place));
    end if;

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
    select jsonb_agg(d) into v_done
    from (
        select
            t.id, t.kind, t.picture_set_id, t.picture_id, t.blob_container_id, t.blob_name,
            t.target_name, d.etag,
            t.kind = 'delete_blob' and t.content is null as seen
        from nachet_data.blob_task as t
        inner join jsonb_to_recordset(p_tasks) as d (task_id uuid, claim text, etag text)
            on t.id = d.task_id
        where t.container_id = p_container_id
            and (t.kind <> 'delete_blob' or t.content is not null or t.claimed_by = d.claim)
    ) as d;

    delete from nachet_data.blob_task as t
    where t.container_id = p_container_id and t.id in (
        select d.id from jsonb_to_recordset(v_done) as d (id uuid)
    );
    update nachet_data.picture as p
    set blob_container_id = p_container_id, blob_name = d.target_name, updated_at = v_now
    from jsonb_to_recordset(v_done) as d (kind text, picture_id uuid, target_name text)
    where p.container_id = p_container_id and p.id = d.picture_id and d.kind = 'move_picture';
    v_moved := array(
        select p.id
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id in (
            select d.picture_id
            from jsonb_to_recordset(v_done) as d (kind text, picture_id uuid)
            where d.kind = 'move_picture'
        )
    );
    select jsonb_agg(f) into v_deletions
    from (
        -- Delete the blob at its old place.
        select
            case when d.seen then d.picture_set_id end as picture_set_id, d.picture_id,
            d.blob_container_id as container_id, d.blob_name as name,
            jsonb_build_object('etag', d.etag) as content
        from jsonb_to_recordset(v_done) as d (
            picture_set_id uuid, picture_id uuid, blob_container_id uuid, blob_name text,
            etag text, seen boolean
        )
        where d.etag is not null and (d.seen or d.picture_id = any (v_moved))
        union all
        -- The picture was deleted meanwhile: delete the blob at its new place.
        select null, d.picture_id, p_container_id, d.target_name, null
        from jsonb_to_recordset(v_done) as d (kind text, picture_id uuid, target_name text)
        where d.kind = 'move_picture' and d.picture_id <> all (v_moved)
    ) as f;
    perform nachet._write_blob_tasks(
        p_container_id, false, '{}', v_moved, v_deletions, v_claim
    );
    return nachet._list_claimed_tasks(p_container_id, v_claim);
end
$function$;

comment on function nachet.complete_blob_tasks is
'Records that blob tasks of a container are done and returns the tasks that follow from them.';
grant execute on function nachet.complete_blob_tasks to nachet_backend;
