create or replace function nachet._ml_structure_document(p_with_secrets boolean)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- The document can be imported again. Each model appears once, after the models that precede it in
-- a pipeline, otherwise in the order of the import. Where pipelines contradict each other, the
-- order of the import decides. A pinned version appears in its pipeline, and, unless it is the
-- active one, among the model's other_versions. What an import said under the name
-- training_dataset before it was reserved is left out.
declare
    v_pipeline record;
    v_document jsonb;
    v_pipelines jsonb := '[]'::jsonb;
    v_models jsonb;
begin
    for v_pipeline in
        select p.id, p.data
        from nachet_data.pipeline as p
        where p.active
        order by p.position, p.name
    loop
        v_document := (nachet._pipeline_document(v_pipeline.id) - 'steps') || v_pipeline.data;
        select jsonb_agg(
            case
                when pm.model_version_id is null then to_jsonb(m.name)
                -- As it was written: 5 or "5".
                else jsonb_build_object(
                    'name', m.name, 'version', coalesce(v.data -> 'version', to_jsonb(v.version))
                )
            end
            order by pm.position
        )
        into v_models
        from nachet_data.pipeline_model as pm
        inner join nachet_data.model as m on pm.model_id = m.id
        left join nachet_data.model_version as v on pm.model_version_id = v.id
        where pm.pipeline_id = v_pipeline.id;
        v_pipelines := v_pipelines
            || (v_document || jsonb_build_object('models', coalesce(v_models, '[]')));
    end loop;

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

    -- A model's place is the largest of its own and those of all its predecessors; then its depth
    -- decides. The depth is at most the number of models, which ends the search when pipelines form
    -- a cycle.
    place as (
        select m.id, m.position, 0 as depth
        from model as m
        union
        select m.id, greatest(m.position, l.position), l.depth + 1
        from place as l
        inner join follows as f on l.id = f.before_id
        inner join model as m on f.after_id = m.id
        where l.depth < m.total
    ),

    trained as (
        select
            d.id,
            jsonb_build_object('training_dataset', jsonb_build_object(
                'dataset_id', d.id, 'dataset_name', d.name
            )) as document
        from nachet_data.dataset as d
    )

    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'version', v.version, 'task', k.name, 'endpoint_name', m.endpoint_name
            )
            || ((coalesce(v.data, '{}') || coalesce(s.secret, '{}')) - 'training_dataset')
            || jsonb_build_object('model_id', m.id, 'model_name', m.name)
            || coalesce(d.document, '{}')
            || coalesce(r.document, '{}')
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
    left join nachet_data.model_secret as s on v.id = s.model_version_id and p_with_secrets
    left join trained as d on v.dataset_id = d.id
    left join (
        select
            n.model_id,
            jsonb_build_object('other_versions', jsonb_agg(
                jsonb_build_object('version', n.version)
                || ((n.data || coalesce(t.secret, '{}')) - 'training_dataset')
                || coalesce(e.document, '{}')
                order by n.upload_date, n.id
            )) as document
        from nachet_data.model_version as n
        left join nachet_data.model_secret as t on n.id = t.model_version_id and p_with_secrets
        left join trained as e on n.dataset_id = e.id
        where not n.active and exists (
            select
            from nachet_data.pipeline_model as pm
            inner join nachet_data.pipeline as p on pm.pipeline_id = p.id
            where pm.model_version_id = n.id and p.active
        )
        group by n.model_id
    ) as r on m.id = r.model_id;

    return coalesce((select e.data from nachet_data.ml_structure as e), '{}')
        || jsonb_build_object('pipelines', v_pipelines, 'models', v_models);
end
$function$;

comment on function nachet._ml_structure_document is
'Returns the active pipelines and models as one document, with or without addresses and keys.';

create or replace function nachet.get_ml_structure(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Locks: nothing.
-- Raises: NX001, NX303.
-- Repeat: the same answer.
begin
    return nachet._ml_structure_document(
        nachet._require_user(p_user_id, 'read') = nachet._level('admin')
    );
end
$function$;

comment on function nachet.get_ml_structure is
'Returns the active pipelines and models as one document; with addresses and keys for '
'administrators only.';
grant execute on function nachet.get_ml_structure to nachet_backend;

create or replace function nachet.export_ml_structure()
returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the application itself, which has no acting user at its start. The document can be imported
-- again.
-- Locks: nothing.
-- Raises: nothing.
-- Repeat: the same answer.
begin
    return nachet._ml_structure_document(true);
end
$function$;

comment on function nachet.export_ml_structure is
'Returns the active pipelines and models as one document, with addresses and keys.';
grant execute on function nachet.export_ml_structure to nachet_service;
