create or replace function nachet.rename_pipeline(
    p_user_id uuid, p_pipeline_id uuid, p_name text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- An inactive pipeline too. Inferences follow it by its id.
-- Options: reason.
-- Locks: the pipelines, against imports and other changes.
-- Raises: NX001, NX008, NX170, NX202, NX210, NX302, NX303.
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
    v_before := nachet._pipeline_document(p_pipeline_id);
    if v_before is null then
        perform nachet._raise('NX008', jsonb_build_object('pipeline_id', p_pipeline_id));
    end if;
    select o.id into v_other_id
    from nachet_data.pipeline as o
    where o.name_key = nachet_data.fold(v_name) and o.id <> p_pipeline_id;
    if found then
        perform nachet._raise(
            'NX170', jsonb_build_object('pipeline_name', v_name, 'pipeline_id', v_other_id)
        );
    end if;
    update nachet_data.pipeline as o
    set name = v_name, updated_at = nachet._now()
    where o.id = p_pipeline_id and o.name <> v_name;
    v_after := nachet._pipeline_document(p_pipeline_id);
    perform nachet._record_acts(
        p_user_id, null, 'rename_pipeline', 'pipeline', array[p_pipeline_id], array[v_before],
        array[v_after], v_reason
    );
    return v_after;
end
$function$;

comment on function nachet.rename_pipeline is
'Gives a pipeline another name and returns the pipeline; for administrators only.';
grant execute on function nachet.rename_pipeline to nachet_backend;
