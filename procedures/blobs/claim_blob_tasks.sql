create or replace function nachet.claim_blob_tasks(p_limit integer, p_options jsonb default '{}')
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Hands out blob tasks that are due, oldest first, to a worker who must finish before its lease
-- ends; after that another may take them. Of one picture's tasks only the oldest is handed out.
-- Options: lease_seconds (300), container_id (tasks of this container alone).
-- Locks: the tasks handed out; those that others are taking are passed over.
-- Raises: NX210.
-- Repeat: hands out others.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid();
    v_only uuid;
    v_container_ids uuid[];
    v_tasks jsonb := '[]';
    v_container_id uuid;
begin
    perform nachet._require_options(p_options, array['lease_seconds', 'container_id']);
    if not coalesce(nachet._is_number(p_options -> 'lease_seconds', 0, 86400), true) then
        raise exception using
            errcode = 'NX210',
            message = 'not a valid option',
            detail = jsonb_build_object('option', 'lease_seconds')::text,
            hint = 'Use the options that the function''s description lists.';
    end if;
    v_only := nachet._to_uuid(p_options ->> 'container_id');

    with due as (
        select t.container_id, t.id
        from nachet_data.blob_task as t
        where not t.parked
            and t.run_after <= v_now
            and (v_only is null or t.container_id = v_only)
            and not exists (
                select
                from nachet_data.blob_task as e
                where e.container_id = t.container_id
                    and e.picture_id = t.picture_id
                    and e.id < t.id
            )
        order by t.run_after
        limit p_limit
        for update skip locked
    ),

    claimed as (
        update nachet_data.blob_task as t
        set
            claimed_by = v_claim,
            attempts = t.attempts + 1,
            run_after = v_now + make_interval(
                secs => coalesce((p_options -> 'lease_seconds')::double precision, 300)
            )
        from due as d
        where t.container_id = d.container_id and t.id = d.id
        returning t.container_id
    )

    select array_agg(distinct c.container_id) into v_container_ids
    from claimed as c;

    foreach v_container_id in array coalesce(v_container_ids, '{}') loop
        v_tasks := v_tasks || nachet._list_claimed_tasks(v_container_id, v_claim);
    end loop;
    return v_tasks;
end
$function$;

comment on function nachet.claim_blob_tasks(integer, jsonb) is
'Hands out blob tasks that are due to a worker.';
revoke all on function nachet.claim_blob_tasks(integer, jsonb) from public;
grant execute on function nachet.claim_blob_tasks(integer, jsonb) to nachet_backend;
