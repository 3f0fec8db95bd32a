create or replace function nachet.set_model_active(
    p_user_id uuid, p_model_id uuid, p_active boolean
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Takes a model out of use or back into it. A model of an active pipeline stays in use.
-- Administrators only.
-- Locks: pipelines against imports and other curators.
-- Raises: NX001, NX009, NX302, NX116.
-- Repeat: the same answer.
declare
    v_pipelines jsonb;
begin
    perform nachet._require_admin(p_user_id);
    lock table nachet_data.pipeline in share row exclusive mode;
    if not exists (select from nachet_data.model as m where m.id = p_model_id) then
        perform nachet._raise_model_not_found(jsonb_build_object('model_id', p_model_id));
    end if;
    select jsonb_agg(distinct p.name) into v_pipelines
    from nachet_data.pipeline_model as pm
    inner join nachet_data.pipeline as p on pm.pipeline_id = p.id
    where pm.model_id = p_model_id and p.active and not p_active;
    if v_pipelines is not null then
        raise exception using
            errcode = 'NX116',
            message = 'an active pipeline uses the model',
            detail = jsonb_build_object('model_id', p_model_id, 'pipelines', v_pipelines)::text,
            hint = 'Deactivate the pipelines that the detail names first.';
    end if;
    update nachet_data.model as m
    set active = p_active, updated_at = nachet._now()
    where m.id = p_model_id and m.active <> p_active;
    return nachet._model_document(p_model_id);
end
$function$;

comment on function nachet.set_model_active(uuid, uuid, boolean) is
'Takes a model out of use or back into it; answers with the model. Administrators only.';
revoke all on function nachet.set_model_active(uuid, uuid, boolean) from public;
grant execute on function nachet.set_model_active(uuid, uuid, boolean) to nachet_backend;
