create or replace function nachet.list_stuck_blob_tasks(p_options jsonb default '{}')
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- One page of the blob tasks that no worker gets done: parked ones, and those due for long. next is
-- the cursor to the page after this.
-- Options: overdue_seconds (for how long, 600 unless said), failing (true: also those that failed
-- and are to be tried again), after (the cursor that the page before gave), limit (1 to 1000, 100).
-- Locks: nothing.
-- Raises: NX210.
-- Repeat: the same answer.
declare
    v_limit constant integer := nachet._read_limit(p_options);
    v_after constant uuid := coalesce(
        nachet._read_option(p_options, 'after', 'uuid')::uuid,
        '00000000-0000-0000-0000-000000000000'
    );
    v_due_before constant timestamptz := nachet._now() - nachet._read_seconds(
        p_options, 'overdue_seconds', 600, 1e9
    );
    v_failing constant boolean := coalesce(
        nachet._read_option(p_options, 'failing', 'boolean')::boolean, false
    );
    v_tasks jsonb;
begin
    perform nachet._require_options(
        p_options, array['overdue_seconds', 'failing', 'after', 'limit']
    );
    select coalesce(jsonb_agg(to_jsonb(page) order by page.task_id), '[]')
    into v_tasks
    from (
        select
            t.container_id,
            t.id as task_id,
            t.kind,
            'user-' || t.blob_container_id as container_name,
            t.blob_name,
            t.attempts,
            t.parked,
            t.last_error,
            t.run_after
        from nachet_data.blob_task as t
        where t.id > v_after
            and (
                t.parked
                or t.run_after <= v_due_before
                or (v_failing and t.last_error is not null)
            )
        order by t.id
        limit v_limit + 1
    ) as page;
    return jsonb_build_object(
        'tasks', v_tasks - v_limit,
        'next', case
            when jsonb_array_length(v_tasks) > v_limit then v_tasks -> v_limit - 1 -> 'task_id'
        end
    );
end
$function$;

comment on function nachet.list_stuck_blob_tasks(jsonb) is
'Blob tasks that no worker gets done; options overdue_seconds, failing, after, limit.';
revoke all on function nachet.list_stuck_blob_tasks(jsonb) from public;
grant execute on function nachet.list_stuck_blob_tasks(jsonb) to nachet_backend;
