create or replace function nachet._add_inference_models(
    p_container_id uuid, p_inference_id uuid, p_result jsonb
)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Records the model versions that ran, as the document names them and, where they are imported,
-- as rows.
begin
    insert into nachet_data.inference_model (
        container_id, inference_id, position, name, version, model_version_id
    )
    select
        p_container_id, p_inference_id, d.ordinality, d.value ->> 'name',
        coalesce(d.value ->> 'version', ''), mv.id
    from jsonb_array_elements(p_result -> 'models') with ordinality as d (value, ordinality)
    left join nachet_data.model as m on m.name = d.value ->> 'name'
    left join nachet_data.model_version as mv
        on m.id = mv.model_id and mv.version = d.value ->> 'version';
end
$function$;

comment on function nachet._add_inference_models(uuid, uuid, jsonb) is
'Records the model versions that ran for an inference.';
revoke all on function nachet._add_inference_models(uuid, uuid, jsonb) from public;
