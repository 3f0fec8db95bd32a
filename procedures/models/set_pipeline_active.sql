create or replace function nachet.set_pipeline_active(
    p_user_id uuid, p_pipeline_id uuid, p_active boolean
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Takes a pipeline out of use or back into it. Out of use it is no longer the default; those who
-- chose it get the default until it is back. It comes back only with all its models in use.
-- Administrators only.
-- Locks: pipelines against imports and other curators.
-- Raises: NX001, NX008, NX009, NX302.
-- Repeat: the same answer.
declare
    v_idle jsonb;
begin
    perform nachet._require_admin(p_user_id);
    lock table nachet_data.pipeline in share row exclusive mode;
    if not exists (select from nachet_data.pipeline as p where p.id = p_pipeline_id) then
        perform nachet._raise_pipeline_not_found(jsonb_build_object('pipeline_id', p_pipeline_id));
    end if;
    select jsonb_agg(distinct m.name) into v_idle
    from nachet_data.pipeline_model as pm
    inner join nachet_data.model as m on pm.model_id = m.id
    where pm.pipeline_id = p_pipeline_id and not m.active and p_active;
    if v_idle is not null then
        perform nachet._raise_model_not_found(jsonb_build_object('inactive_models', v_idle));
    end if;
    update nachet_data.pipeline as p
    set active = p_active, is_default = p.is_default and p_active, updated_at = nachet._now()
    where p.id = p_pipeline_id and p.active <> p_active;
    return nachet._pipeline_document(p_pipeline_id) || jsonb_build_object('active', p_active);
end
$function$;

comment on function nachet.set_pipeline_active(uuid, uuid, boolean) is
'Takes a pipeline out of use or back into it; answers with the pipeline. Administrators only.';
revoke all on function nachet.set_pipeline_active(uuid, uuid, boolean) from public;
grant execute on function nachet.set_pipeline_active(uuid, uuid, boolean) to nachet_backend;
