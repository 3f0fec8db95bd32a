create or replace function nachet.complete_blob_task(
    p_container_id uuid, p_task_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- As complete_blob_tasks, for one task. Options: claim, etag.
-- Locks: as complete_blob_tasks.
-- Raises: NX210.
-- Repeat: changes nothing.
begin
    return nachet.complete_blob_tasks(p_container_id, jsonb_build_array(
        nachet._read_options(p_options, '{"claim": "string", "etag": "string"}')
        || jsonb_build_object('task_id', p_task_id)
    ));
end
$function$;

comment on function nachet.complete_blob_task is
'Records that a blob task is done and returns the tasks that follow from it.';
grant execute on function nachet.complete_blob_task to nachet_backend;
