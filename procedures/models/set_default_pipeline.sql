create or replace function nachet.set_default_pipeline(p_user_id uuid, p_pipeline_id uuid)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Makes a pipeline the one that serves everyone who chose none. Administrators only.
-- Locks: pipelines against imports and other curators.
-- Raises: NX001, NX008, NX302.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
begin
    perform nachet._require_admin(p_user_id);
    lock table nachet_data.pipeline in share row exclusive mode;
    perform nachet._require_pipeline(p_user_id, p_pipeline_id::text);
    update nachet_data.pipeline as p
    set is_default = false, updated_at = v_now
    where p.is_default and p.id <> p_pipeline_id;
    update nachet_data.pipeline as p
    set is_default = true, updated_at = v_now
    where p.id = p_pipeline_id and not p.is_default;
    return nachet._pipeline_document(p_pipeline_id);
end
$function$;

comment on function nachet.set_default_pipeline(uuid, uuid) is
'Makes a pipeline the default for everyone; answers with it. Administrators only.';
revoke all on function nachet.set_default_pipeline(uuid, uuid) from public;
grant execute on function nachet.set_default_pipeline(uuid, uuid) to nachet_backend;
