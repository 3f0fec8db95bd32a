create or replace function nachet.list_pipelines(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Inactive pipelines too; each with active, default and whether it is the user's choice.
-- Locks: nothing.
-- Raises: NX001, NX303.
-- Repeat: the same answer.
declare
    v_pipelines jsonb := '[]'::jsonb;
    v_pipeline record;
    v_document jsonb;
begin
    perform nachet._require_user(p_user_id, 'read');
    for v_pipeline in
        select p.id, p.active, d.user_id is not null as chosen
        from nachet_data.pipeline as p
        left join nachet_data.pipeline_default as d
            on p.id = d.pipeline_id and d.user_id = p_user_id
        order by p.position, p.name
    loop
        v_document := nachet._pipeline_document(v_pipeline.id);
        v_pipelines := v_pipelines || jsonb_build_object(
            'pipeline_id', v_pipeline.id,
            'pipeline_name', v_document -> 'pipeline_name',
            'active', v_pipeline.active,
            'default', v_document -> 'default',
            'chosen', v_pipeline.chosen,
            'models', v_document -> 'models',
            'steps', v_document -> 'steps'
        );
    end loop;
    return v_pipelines;
end
$function$;

comment on function nachet.list_pipelines is 'Lists all pipelines in the order of their import.';
grant execute on function nachet.list_pipelines to nachet_backend;
