create or replace function nachet.fail_blob_task(
    p_container_id uuid, p_task_id uuid, p_claim text, p_error text
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The task is tried again after a pause, which doubles each time, up to an hour. It is parked after
-- the last attempt, about nine hours after the first. A worker whose claim has ended changes
-- nothing.
-- Locks: the task.
-- Raises: nothing of its own.
-- Repeat: changes nothing.
declare
    v_now constant timestamptz := nachet._now();
    v_attempts integer;
    v_parked boolean;
begin
    select t.attempts into v_attempts
    from nachet_data.blob_task as t
    where t.container_id = p_container_id and t.id = p_task_id and t.claimed_by = p_claim
    for update;
    v_parked := v_attempts >= nachet._max_attempts();
    update nachet_data.blob_task as t
    set
        claimed_by = null,
        last_error = left(p_error, 2000),
        parked = v_parked,
        run_after = v_now + least(
            interval '1 hour', interval '1 second' * (2 ^ least(v_attempts, 12))
        )
    where t.container_id = p_container_id and t.id = p_task_id and t.claimed_by = p_claim;
    return jsonb_build_object('task_id', p_task_id, 'parked', coalesce(v_parked, false));
end
$function$;

comment on function nachet.fail_blob_task is
'Records that a blob task failed: it is tried again later, or parked after the last attempt.';
grant execute on function nachet.fail_blob_task to nachet_backend;
