create or replace function nachet._model_document(p_model_id uuid)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Oldest version first.
declare
    v_document jsonb;
begin
    select jsonb_build_object(
        'model_id', m.id,
        'model_name', m.name,
        'endpoint_name', m.endpoint_name,
        'task', k.name,
        'active', m.active,
        'version', (
            select v.version
            from nachet_data.model_version as v
            where v.model_id = m.id and v.active
        ),
        'versions', (
            select coalesce(jsonb_agg(v.version order by v.upload_date, v.id), '[]')
            from nachet_data.model_version as v
            where v.model_id = m.id
        ),
        'training_datasets', (
            select coalesce(
                jsonb_agg(
                    jsonb_build_object(
                        'version', v.version, 'dataset_id', d.id, 'dataset_name', d.name
                    )
                    order by v.upload_date, v.id
                ),
                '[]'
            )
            from nachet_data.model_version as v
            inner join nachet_data.dataset as d on v.dataset_id = d.id
            where v.model_id = m.id
        )
    )
    into v_document
    from nachet_data.model as m
    inner join nachet_data.task as k on m.task_id = k.id
    where m.id = p_model_id;
    return v_document;
end
$function$;

comment on function nachet._model_document is 'Returns a model with its versions, without secrets.';
