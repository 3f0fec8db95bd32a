create or replace function nachet.retry_blob_tasks(p_options jsonb default '{}')
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Makes parked blob tasks due again, as if they had never failed; for an operator who has seen to
-- what was wrong. Options: container_id (those of this container alone).
-- Locks: these tasks, in the order of their ids.
-- Raises: NX210.
-- Repeat: changes nothing.
declare
    v_now constant timestamptz := nachet._now();
    v_only uuid;
    v_ids uuid[];
begin
    perform nachet._require_options(p_options, array['container_id']);
    v_only := nachet._read_option(p_options, 'container_id', 'uuid')::uuid;
    with parked as (
        select t.container_id, t.id
        from nachet_data.blob_task as t
        where t.parked and (v_only is null or t.container_id = v_only)
        order by t.container_id, t.id
        for update
    ),

    retried as (
        update nachet_data.blob_task as t
        set parked = false, attempts = 0, run_after = v_now
        from parked as p
        where t.container_id = p.container_id and t.id = p.id
        returning t.id
    )

    select array_agg(r.id) into v_ids
    from retried as r;
    return jsonb_build_object('retried', coalesce(cardinality(v_ids), 0));
end
$function$;

comment on function nachet.retry_blob_tasks(jsonb) is
'Makes parked blob tasks due again; option container_id.';
revoke all on function nachet.retry_blob_tasks(jsonb) from public;
grant execute on function nachet.retry_blob_tasks(jsonb) to nachet_backend;
