create or replace function nachet.set_pipeline_active(
    p_user_id uuid, p_pipeline_id uuid, p_active boolean
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- An inactive pipeline is not the default; users who chose it get the default until it is active
-- again. It can be activated only when all its models are active.
-- Locks: the pipelines, against imports and other changes.
-- Raises: NX001, NX008, NX009, NX302, NX303.
-- Repeat: the same answer.
declare
    v_idle jsonb;
    v_was_active boolean;
    v_before jsonb;
    v_after jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    lock table nachet_data.pipeline in share row exclusive mode;
    select p.active into v_was_active
    from nachet_data.pipeline as p
    where p.id = p_pipeline_id;
    if v_was_active is null then
        perform nachet._raise('NX008', jsonb_build_object('pipeline_id', p_pipeline_id));
    end if;
    select jsonb_agg(distinct m.name) into v_idle
    from nachet_data.pipeline_model as pm
    inner join nachet_data.model as m on pm.model_id = m.id
    where pm.pipeline_id = p_pipeline_id and not m.active and p_active;
    if v_idle is not null then
        perform nachet._raise('NX009', jsonb_build_object('inactive_models', v_idle));
    end if;
    v_before := nachet._pipeline_document(p_pipeline_id)
        || jsonb_build_object('active', v_was_active);
    update nachet_data.pipeline as p
    set active = p_active, is_default = p.is_default and p_active, updated_at = nachet._now()
    where p.id = p_pipeline_id and p.active <> p_active;
    v_after := nachet._pipeline_document(p_pipeline_id) || jsonb_build_object('active', p_active);
    perform nachet._record_acts(
        p_user_id, null, 'set_pipeline_active', 'pipeline', array[p_pipeline_id],
        array[v_before], array[v_after]
    );
    return v_after;
end
$function$;

comment on function nachet.set_pipeline_active is
'Activates or deactivates a pipeline and returns it; for administrators only.';
grant execute on function nachet.set_pipeline_active to nachet_backend;
