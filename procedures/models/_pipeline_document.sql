create or replace function nachet._pipeline_document(p_pipeline_id uuid)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- The imported document, with the names of its models in order, and as steps with the versions that
-- run: the pinned one, else the active one.
declare
    v_document jsonb;
begin
    select p.data || jsonb_build_object(
        'pipeline_id', p.id,
        'pipeline_name', p.name,
        'model_name', p.name,
        'default', p.is_default,
        'models', (
            select coalesce(jsonb_agg(m.name order by pm.position), '[]')
            from nachet_data.pipeline_model as pm
            inner join nachet_data.model as m on pm.model_id = m.id
            where pm.pipeline_id = p.id
        ),
        'steps', (
            select coalesce(
                jsonb_agg(
                    jsonb_build_object(
                        'model_id', m.id,
                        'model_name', m.name,
                        'version', v.version,
                        'pinned', pm.model_version_id is not null
                    )
                    order by pm.position
                ),
                '[]'
            )
            from nachet_data.pipeline_model as pm
            inner join nachet_data.model as m on pm.model_id = m.id
            left join nachet_data.model_version as v
                on pm.model_id = v.model_id
                    and case
                        when pm.model_version_id is null then v.active
                        else v.id = pm.model_version_id
                    end
            where pm.pipeline_id = p.id
        )
    )
    into v_document
    from nachet_data.pipeline as p
    where p.id = p_pipeline_id;
    return v_document;
end
$function$;

comment on function nachet._pipeline_document is 'Returns a pipeline in the form of documents.';
