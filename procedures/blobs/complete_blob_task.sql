create or replace function nachet.complete_blob_task(
    p_container_id uuid, p_task_id uuid, p_options jsonb default '{}'
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Takes note that one step is done, as complete_blob_tasks. Options: claim, etag.
-- Locks: as complete_blob_tasks.
-- Raises: NX210.
-- Repeat: changes nothing.
begin
    perform nachet._require_options(p_options, array['claim', 'etag']);
    return nachet.complete_blob_tasks(
        p_container_id, jsonb_build_array(p_options || jsonb_build_object('task_id', p_task_id))
    );
end
$function$;

comment on function nachet.complete_blob_task(uuid, uuid, jsonb) is
'Takes note that a blob task is done; answers with those that follow; options claim, etag.';
revoke all on function nachet.complete_blob_task(uuid, uuid, jsonb) from public;
grant execute on function nachet.complete_blob_task(uuid, uuid, jsonb) to nachet_backend;
