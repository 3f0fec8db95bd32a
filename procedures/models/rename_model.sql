create or replace function nachet.rename_model(
    p_user_id uuid, p_model_id uuid, p_name text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- What its pipelines call it follows. Inferences keep the name that their documents gave, and the
-- version; a document that still gives the old name names a model that is not imported.
-- Options: reason.
-- Locks: the pipelines, against imports and other changes.
-- Raises: NX001, NX009, NX169, NX202, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_reason text;
    v_name text;
    v_other_id uuid;
    v_before jsonb;
    v_after jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    v_name := nachet._require_name(p_name);
    lock table nachet_data.pipeline in share row exclusive mode;
    v_before := nachet._model_document(p_model_id);
    if v_before is null then
        perform nachet._raise('NX009', jsonb_build_object('model_id', p_model_id));
    end if;
    select o.id into v_other_id
    from nachet_data.model as o
    where o.name_key = nachet_data.fold(v_name) and o.id <> p_model_id;
    if found then
        perform nachet._raise(
            'NX169', jsonb_build_object('model_name', v_name, 'model_id', v_other_id)
        );
    end if;
    update nachet_data.model as o
    set name = v_name, updated_at = nachet._now()
    where o.id = p_model_id and o.name <> v_name;
    v_after := nachet._model_document(p_model_id);
    perform nachet._record_acts(
        p_user_id, null, 'rename_model', 'model', array[p_model_id], array[v_before],
        array[v_after], v_reason
    );
    return v_after;
end
$function$;

comment on function nachet.rename_model is
'Gives a model another name and returns the model; for administrators only.';
grant execute on function nachet.rename_model to nachet_backend;
