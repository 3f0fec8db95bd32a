create or replace function nachet._claim_container_tasks(
    p_container_id uuid, p_claim text, p_limit integer, p_lease interval
)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_custom_plan'
as $function$
-- Claims blob tasks of a container that are due, oldest first; answers with them. Before a blob
-- moves, what is to be deleted for its picture is: no deletion meets the name it comes to.
-- A task that worker after worker took and never ended is parked. Planned for how many are wanted
-- of how many are due: for any number, all that are due would be sorted first.
-- Locks: the tasks claimed; those that others are taking are passed over.
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
        claimed_by = case when t.attempts < 20 then p_claim end,
        attempts = t.attempts + 1,
        parked = t.attempts >= 20,
        last_error = case
            when t.attempts < 20 then t.last_error else coalesce(t.last_error, 'no worker ended it')
        end,
        run_after = v_now + p_lease
    from due as d
    where t.container_id = p_container_id and t.id = d.id;
    return nachet._list_claimed_tasks(p_container_id, p_claim);
end
$function$;

comment on function nachet._claim_container_tasks(uuid, text, integer, interval) is
'Claims blob tasks of a container that are due.';
revoke all on function nachet._claim_container_tasks(uuid, text, integer, interval) from public;
