create or replace function nachet.fail_blob_task(
    p_container_id uuid, p_task_id uuid, p_claim text, p_error text
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Takes note that a step in the blob store failed: it is tried again after a pause that doubles
-- each time, up to an hour, and parked after twenty tries, that is, about nine hours. A worker
-- whose claim is over changes nothing.
-- Locks: the task.
-- Raises: nothing of its own.
-- Repeat: changes nothing.
declare
    v_now constant timestamptz := nachet._now();
    v_parked boolean;
begin
    update nachet_data.blob_task as t
    set
        claimed_by = null,
        last_error = left(p_error, 2000),
        parked = t.attempts >= 20,
        run_after = v_now + least(
            interval '1 hour', interval '1 second' * (2 ^ least(t.attempts, 12))
        )
    where t.container_id = p_container_id and t.id = p_task_id and t.claimed_by = p_claim
    returning t.parked into v_parked;
    return jsonb_build_object('task_id', p_task_id, 'parked', coalesce(v_parked, false));
end
$function$;

comment on function nachet.fail_blob_task(uuid, uuid, text, text) is
'Takes note that a blob task failed: it is tried again later, and parked after twenty tries.';
revoke all on function nachet.fail_blob_task(uuid, uuid, text, text) from public;
grant execute on function nachet.fail_blob_task(uuid, uuid, text, text) to nachet_backend;
