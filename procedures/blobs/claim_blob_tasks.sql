create or replace function nachet.claim_blob_tasks(p_limit integer, p_options jsonb default '{}')
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Hands out blob tasks that are due, container by container, to a worker who must finish before
-- its lease ends; after that another may take them.
-- Options: lease_seconds (300), container_id (tasks of this container alone).
-- Locks: the tasks handed out; those that others are taking are passed over.
-- Raises: NX210.
-- Repeat: hands out others.
declare
    v_claim constant text := gen_random_uuid()::text;
    v_only uuid;
    v_lease interval;
    v_container_id uuid;
    v_served uuid[] := array[]::uuid[];
    v_tasks jsonb := '[]'::jsonb;
begin
    perform nachet._require_options(p_options, array['lease_seconds', 'container_id']);
    if p_limit < 1 then
        raise exception using
            errcode = 'NX210',
            message = 'not a valid option',
            detail = jsonb_build_object('option', 'p_limit', 'value', p_limit, 'lowest', 1)::text,
            hint = 'Use the options that the function''s description lists.';
    end if;
    v_only := nachet._read_option(p_options, 'container_id', 'uuid')::uuid;
    v_lease := nachet._read_seconds(p_options, 'lease_seconds', 300, 86400);
    if v_only is not null then
        return nachet._claim_container_tasks(v_only, v_claim, p_limit, v_lease);
    end if;
    while jsonb_array_length(v_tasks) < p_limit loop
        -- One by one, the longest waiting first: however much is due, little of it is looked at.
        select t.container_id into v_container_id
        from nachet_data.blob_task as t
        where not t.parked
            and t.run_after <= nachet._now()
            and t.container_id <> all (v_served)
        order by t.run_after
        limit 1;
        exit when not found;
        v_tasks := v_tasks || nachet._claim_container_tasks(
            v_container_id, v_claim, p_limit - jsonb_array_length(v_tasks), v_lease
        );
        v_served := v_served || v_container_id;
    end loop;
    return v_tasks;
end
$function$;

comment on function nachet.claim_blob_tasks(integer, jsonb) is
'Hands out blob tasks that are due to a worker.';
revoke all on function nachet.claim_blob_tasks(integer, jsonb) from public;
grant execute on function nachet.claim_blob_tasks(integer, jsonb) to nachet_backend;
