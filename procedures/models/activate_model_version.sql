create or replace function nachet.activate_model_version(
    p_user_id uuid, p_model_id uuid, p_version text
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For example to go back to the previous version.
-- Locks: the pipelines, against imports and other changes.
-- Raises: NX001, NX009, NX302, NX303.
-- Repeat: the same answer.
declare
    v_before jsonb;
    v_after jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    lock table nachet_data.pipeline in share row exclusive mode;
    if not exists (
        select
        from nachet_data.model_version as v
        where v.model_id = p_model_id and v.version = p_version
    ) then
        perform nachet._raise(
            'NX009', jsonb_build_object('model_id', p_model_id, 'version', p_version)
        );
    end if;
    v_before := nachet._model_document(p_model_id);
    update nachet_data.model_version as v
    set active = false
    where v.model_id = p_model_id and v.active and v.version <> p_version;
    update nachet_data.model_version as v
    set active = true
    where v.model_id = p_model_id and v.version = p_version and not v.active;
    v_after := nachet._model_document(p_model_id);
    perform nachet._record_acts(
        p_user_id, null, 'activate_model_version', 'model', array[p_model_id], array[v_before],
        array[v_after]
    );
    return v_after;
end
$function$;

comment on function nachet.activate_model_version is
'Makes an imported version of a model the active one and returns the model; for administrators '
'only.';
grant execute on function nachet.activate_model_version to nachet_backend;
