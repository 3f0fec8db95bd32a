create or replace function nachet.retry_blob_tasks(p_options jsonb default '{}')
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set enable_seqscan = off set jit = off as $function$
-- As if they had never failed; for an operator who has removed the cause.
-- Options: container_id (only tasks of this container).
-- Locks: these tasks, in the order of their ids.
-- Raises: NX210.
-- Repeat: changes nothing.
declare
    v_now constant timestamptz := nachet._now();
    v_only constant uuid := (
        nachet._read_options(p_options, '{"container_id": "uuid"}') ->> 'container_id'
    )::uuid;
    v_container_id uuid;
    v_count integer;
    v_retried integer := 0;
begin
    for v_container_id in
        select distinct t.container_id
        from nachet_data.blob_task as t
        where t.parked and (v_only is null or t.container_id = v_only)
        order by t.container_id
    loop
        perform
        from nachet_data.blob_task as t
        where t.container_id = v_container_id and t.parked
        order by t.id
        for update;
        update nachet_data.blob_task as t
        set parked = false, attempts = 0, run_after = v_now
        where t.container_id = v_container_id and t.parked;
        get diagnostics v_count = row_count;
        v_retried := v_retried + v_count;
    end loop;
    return jsonb_build_object('retried', v_retried);
end
$function$;

comment on function nachet.retry_blob_tasks is 'Makes parked blob tasks due again.';
grant execute on function nachet.retry_blob_tasks to nachet_backend;
