create or replace function nachet._claim_container_tasks(
    p_container_id uuid, p_claim text, p_limit integer, p_lease interval
)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp set plan_cache_mode = 'force_custom_plan' as $function$
-- Oldest first. A picture's deletions come before its move: no deletion can hit the name that the
-- blob is moved to. A task that too many workers claimed without completing it is parked. The plan
-- is made for the given limit: a generic plan would sort all tasks that are due.
-- Locks: the claimed tasks; tasks locked by others are skipped.
declare
    v_now constant timestamptz := nachet._now();
begin
    with due as (
        select t.id
        from nachet_data.blob_task as t
        where t.container_id = p_container_id
            and not t.parked
            and t.run_after <= v_now
            and not exists (
                select
                from nachet_data.blob_task as e
                where e.container_id = p_container_id
                    and e.picture_id = t.picture_id
                    and t.kind = 'move_picture'
                    and (e.kind = 'delete_blob' or e.id < t.id)
            )
        order by t.run_after, t.id
        limit p_limit
        for update skip locked
    )

    update nachet_data.blob_task as t
    set
        claimed_by = case when t.attempts < nachet._max_attempts() then p_claim end,
        attempts = t.attempts + 1,
        parked = t.attempts >= nachet._max_attempts(),
        last_error = case
            when t.attempts < nachet._max_attempts() then t.last_error
            else coalesce(t.last_error, 'Not finished within its lease.')
        end,
        run_after = v_now + p_lease
    from due as d
    where t.container_id = p_container_id and t.id = d.id;
    return nachet._list_claimed_tasks(p_container_id, p_claim);
end
$function$;

comment on function nachet._claim_container_tasks is
'Claims blob tasks of a container that are due and returns them.';

create or replace function nachet.claim_blob_tasks(p_options jsonb default '{}')
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Container by container. The worker must finish before its lease ends; after that another worker
-- may claim the tasks.
-- Options: limit (1 to 1000; default 100), lease_seconds (default 300), container_id (only tasks of
-- this container).
-- Locks: the claimed tasks; tasks locked by others are skipped.
-- Raises: NX210.
-- Repeat: claims other tasks.
declare
    v_claim constant text := gen_random_uuid()::text;
    v_options constant jsonb := '{"lease_seconds": 300}' || nachet._read_options(
        p_options, '{"limit": "limit", "lease_seconds": "seconds", "container_id": "uuid"}'
    );
    v_limit constant integer := (v_options -> 'limit')::integer;
    v_lease constant interval := make_interval(
        secs => (v_options -> 'lease_seconds')::double precision
    );
    v_container_id uuid := (v_options ->> 'container_id')::uuid;
    v_served uuid[] := array[]::uuid[];
    v_tasks jsonb := '[]'::jsonb;
begin
    if v_container_id is not null then
        return nachet._claim_container_tasks(v_container_id, v_claim, v_limit, v_lease);
    end if;
    while jsonb_array_length(v_tasks) < v_limit loop
        -- One container at a time, the longest waiting first: reads few rows, however many are due.
        select t.container_id into v_container_id
        from nachet_data.blob_task as t
        where not t.parked
            and t.run_after <= nachet._now()
            and t.container_id <> all (v_served)
        order by t.run_after
        limit 1;
        exit when not found;
        v_tasks := v_tasks || nachet._claim_container_tasks(
            v_container_id, v_claim, v_limit - jsonb_array_length(v_tasks), v_lease
        );
        v_served := v_served || v_container_id;
    end loop;
    return v_tasks;
end
$function$;

comment on function nachet.claim_blob_tasks is
'Claims blob tasks that are due for a worker and returns them.';
grant execute on function nachet.claim_blob_tasks to nachet_backend;
