create or replace function nachet._write_container_task(p_container_id uuid, p_claim text)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Writes the task that makes a container in the blob store and marks it, claimed for the caller.
-- Locks: the new row.
declare
    v_now constant timestamptz := nachet._now();
begin
    insert into nachet_data.blob_task (
        container_id, kind, blob_container_id, attempts, run_after, claimed_by
    )
    values (
        p_container_id, 'create_container', p_container_id, 1, v_now + interval '1 minute', p_claim
    );
end
$function$;

comment on function nachet._write_container_task(uuid, text) is
'Writes the task that makes a container in the blob store.';
revoke all on function nachet._write_container_task(uuid, text) from public;
