create or replace function nachet.get_ml_structure(p_user_id uuid)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- The pipelines and models in use, as one document that can be imported again. Each model stands
-- once, after those that come before it in a pipeline and else in the order of its import; where
-- pipelines contradict each other, the import's order holds. Addresses and keys are there for
-- administrators alone.
-- Locks: nothing.
-- Raises: NX001.
-- Repeat: the same answer.
declare
    v_is_admin boolean;
    v_pipelines jsonb;
    v_models jsonb;
begin
    perform nachet._require_user(p_user_id);
    select u.permission_id = 4 into v_is_admin
    from nachet_data.users as u
    where u.id = p_user_id;

    select coalesce(jsonb_agg(nachet._pipeline_document(p.id) order by p.position, p.name), '[]')
    into v_pipelines
    from nachet_data.pipeline as p
    where p.active;

    with recursive model as (
        select m.id, m.position, count(*) over () as total
        from nachet_data.model as m
        where m.active
    ),

    follows as (
        select distinct b.model_id as before_id, a.model_id as after_id
        from nachet_data.pipeline_model as b
        inner join nachet_data.pipeline_model as a
            on b.pipeline_id = a.pipeline_id
            and a.position = b.position + 1
            and b.model_id <> a.model_id
        inner join nachet_data.pipeline as p on b.pipeline_id = p.id
        where p.active
    ),

    -- A model takes the furthest place among its own and those of all before it; then how
    -- deep it lies decides. No chain is longer than there are models, which ends the search
    -- where pipelines go round in a circle.
    place as (
        select m.id, m.position, 0 as depth
        from model as m
        union
        select m.id, greatest(m.position, l.position), l.depth + 1
        from place as l
        inner join follows as f on l.id = f.before_id
        inner join model as m on f.after_id = m.id
        where l.depth < m.total
    )

    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'version', v.version, 'task', k.name, 'endpoint_name', m.endpoint_name
            )
            || coalesce(v.data, '{}')
            || coalesce(s.secret, '{}')
            || jsonb_build_object('model_id', m.id, 'model_name', m.name)
            order by o.position, o.depth, m.position, m.name
        ),
        '[]'
    )
    into v_models
    from nachet_data.model as m
    inner join nachet_data.task as k on m.task_id = k.id
    inner join (
        select l.id, max(l.position) as position, max(l.depth) as depth
        from place as l
        group by l.id
    ) as o on m.id = o.id
    left join nachet_data.model_version as v on m.id = v.model_id and v.active
    left join nachet_data.model_secret as s on v.id = s.model_version_id and v_is_admin;

    return coalesce((select e.data from nachet_data.ml_structure as e), '{}')
        || jsonb_build_object('pipelines', v_pipelines, 'models', v_models);
end
$function$;

comment on function nachet.get_ml_structure(uuid) is
'Pipelines and models in use as one document; with addresses and keys for administrators alone.';
revoke all on function nachet.get_ml_structure(uuid) from public;
grant execute on function nachet.get_ml_structure(uuid) to nachet_backend;
