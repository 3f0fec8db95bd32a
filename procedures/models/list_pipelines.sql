create or replace function nachet.list_pipelines(p_user_id uuid)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- All pipelines, those out of use too, with what each is to the user.
-- Locks: nothing.
-- Raises: NX001.
-- Repeat: the same answer.
declare
    v_pipelines jsonb;
begin
    perform nachet._require_user(p_user_id);
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
    return jsonb_build_object('pipelines', v_pipelines);
end
$function$;

comment on function nachet.list_pipelines(uuid) is
'All pipelines by their place in the import: active, the default, or the user''s choice.';
revoke all on function nachet.list_pipelines(uuid) from public;
grant execute on function nachet.list_pipelines(uuid) to nachet_backend;
