create or replace function nachet.set_model_active(
    p_user_id uuid, p_model_id uuid, p_active boolean
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- A model of an active pipeline cannot be deactivated.
-- Locks: the pipelines, against imports and other changes.
-- Raises: NX001, NX009, NX302, NX116, NX303.
-- Repeat: the same answer.
declare
    v_pipelines jsonb;
    v_before jsonb;
    v_after jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    lock table nachet_data.pipeline in share row exclusive mode;
    v_before := nachet._model_document(p_model_id);
    if v_before is null then
        perform nachet._raise('NX009', jsonb_build_object('model_id', p_model_id));
    end if;
    select jsonb_agg(distinct p.name) into v_pipelines
    from nachet_data.pipeline_model as pm
    inner join nachet_data.pipeline as p on pm.pipeline_id = p.id
    where pm.model_id = p_model_id and p.active and not p_active;
    if v_pipelines is not null then
        perform nachet._raise(
            'NX116', jsonb_build_object('model_id', p_model_id, 'pipelines', v_pipelines)
        );
    end if;
    update nachet_data.model as m
    set active = p_active, updated_at = nachet._now()
    where m.id = p_model_id and m.active <> p_active;
    v_after := nachet._model_document(p_model_id);
    perform nachet._record_acts(
        p_user_id, null, 'set_model_active', 'model', array[p_model_id], array[v_before],
        array[v_after]
    );
    return v_after;
end
$function$;

comment on function nachet.set_model_active is
'Activates or deactivates a model and returns it; for administrators only.';
grant execute on function nachet.set_model_active to nachet_backend;
