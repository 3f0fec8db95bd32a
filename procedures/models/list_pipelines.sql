create or replace function nachet.list_pipelines(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Inactive pipelines too; each with active, default and whether it is the user's choice.
-- Locks: nothing.
-- Raises: NX001.
-- Repeat: the same answer.
declare
    v_pipelines jsonb;
begin
    perform nachet._require_user(p_user_id, 'read');
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'pipeline_id', p.id,
                'pipeline_name', p.name,
                'active', p.active,
                'default', p.is_default,
                'chosen', d.user_id is not null,
                'models', (
                    select coalesce(jsonb_agg(m.name order by pm.position), '[]')
                    from nachet_data.pipeline_model as pm
                    inner join nachet_data.model as m on pm.model_id = m.id
                    where pm.pipeline_id = p.id
                )
            )
            order by p.position, p.name
        ),
        '[]'
    )
    into v_pipelines
    from nachet_data.pipeline as p
    left join nachet_data.pipeline_default as d on p.id = d.pipeline_id and d.user_id = p_user_id;
    return v_pipelines;
end
$function$;

comment on function nachet.list_pipelines is 'Lists all pipelines in the order of their import.';
grant execute on function nachet.list_pipelines to nachet_backend;
