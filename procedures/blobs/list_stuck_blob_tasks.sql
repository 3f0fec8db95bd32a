create or replace function nachet.list_stuck_blob_tasks(p_options jsonb default '{}')
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set enable_seqscan = off set jit = off as $function$
-- Parked tasks, and tasks that have been due for long.
-- Options: overdue_seconds (how long they have been due; default 600), failing (true: also tasks
-- that failed and will be tried again), after (`next` of the previous page), limit (1 to 1000;
-- default 100).
-- Locks: nothing.
-- Raises: NX210.
-- Repeat: the same answer.
declare
    v_options constant jsonb := '{"overdue_seconds": 600}' || nachet._read_options(
        p_options,
        '{"overdue_seconds": "seconds", "failing": "boolean", "after": "uuid", "limit": "limit"}'
    );
    v_limit constant integer := (v_options -> 'limit')::integer;
    v_after constant uuid := coalesce(
        v_options ->> 'after', '00000000-0000-0000-0000-000000000000'
    )::uuid;
    v_failing constant boolean := coalesce((v_options -> 'failing')::boolean, false);
    v_due_before constant timestamptz := nachet._now() - make_interval(
        secs => (v_options -> 'overdue_seconds')::double precision
    );
    v_tasks jsonb;
begin
    select coalesce(jsonb_agg(to_jsonb(page) order by page.task_id), '[]')
    into v_tasks
    from (
        select
            t.container_id,
            t.id as task_id,
            t.kind,
            nachet._container_name(t.blob_container_id) as container_name,
            t.blob_name,
            t.attempts,
            t.parked,
            t.last_error,
            t.run_after
        from nachet_data.blob_task as t
        where t.id > v_after
            and (
                t.parked
                or (not t.parked and t.run_after <= v_due_before)
                or (v_failing and t.last_error is not null)
            )
        order by t.id
        limit v_limit + 1
    ) as page;
    return nachet._page(v_tasks, v_limit, 'task_id');
end
$function$;

comment on function nachet.list_stuck_blob_tasks is
'Lists blob tasks that no worker completes, page by page.';
grant execute on function nachet.list_stuck_blob_tasks to nachet_backend;
