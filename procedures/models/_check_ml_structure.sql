create or replace function nachet._check_ml_structure(p_structure jsonb)
returns void
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Checks a document of pipelines and models before anything of it is imported.
-- Raises: NX207, with the first place that is wrong and what is expected there.
declare
    v_bad record;
begin
    with model as (
        select
            format('models[%s]', m.ordinality - 1) as place, m.value,
            m.value -> 'model_name' as name,
            row_number() over (partition by m.value -> 'model_name' order by m.ordinality) as nth
        from jsonb_path_query(p_structure, 'strict $.models[*]', silent => true)
            with ordinality as m (value, ordinality)
    ),

    pipeline as (
        select
            format('pipelines[%s]', p.ordinality - 1) as place, p.value,
            coalesce(p.value -> 'pipeline_name', p.value -> 'model_name') as name,
            row_number() over (
                partition by coalesce(p.value -> 'pipeline_name', p.value -> 'model_name')
                order by p.ordinality
            ) as nth,
            count(*) filter (where p.value -> 'default' = 'true')
                over (order by p.ordinality) as defaults
        from jsonb_path_query(p_structure, 'strict $.pipelines[*]', silent => true)
            with ordinality as p (value, ordinality)
    ),

    pipeline_model as (
        select
            format('%s.models[%s]', p.place, m.ordinality - 1) as place, p.name as pipeline_name,
            m.value as name
        from pipeline as p
        cross join lateral jsonb_path_query(p.value, 'strict $.models[*]', silent => true)
            with ordinality as m (value, ordinality)
    )

    select c.place, c.expected
    into v_bad
    from (
        select '' as place, 'an object with pipelines and models' as expected
        where jsonb_typeof(p_structure) <> 'object'
            or not p_structure ?| array['pipelines', 'models']
        union all
        select k.key, 'an array'
        from unnest(array['models', 'pipelines']) as k (key)
        where jsonb_typeof(p_structure -> k.key) <> 'array'
        union all
        select m.place || '.model_name', 'a name of 1 to 200 characters, unlike the models before'
        from model as m
        where not nachet._is_structure_name(m.name) or m.nth > 1
        union all
        select m.place || '.' || k.key, 'a text or a number'
        from model as m
        cross join (
            values ('version', '{string,number}'::text []), ('task', '{string}')
        ) as k (key, types)
        where coalesce(jsonb_typeof(m.value -> k.key) <> all (k.types), true)
            or btrim(m.value ->> k.key) = ''
        union all
        select m.place || '.endpoint_name', 'a text'
        from model as m
        where jsonb_typeof(m.value -> 'endpoint_name') not in ('string', 'null')
        union all
        select
            p.place || '.pipeline_name',
            'a name of 1 to 200 characters, unlike the pipelines before'
        from pipeline as p
        where not nachet._is_structure_name(p.name) or p.nth > 1
        union all
        select p.place || '.models', 'an array'
        from pipeline as p
        where jsonb_typeof(p.value -> 'models') is distinct from 'array'
        union all
        select p.place || '.default', 'true for one pipeline at most'
        from pipeline as p
        where jsonb_typeof(p.value -> 'default') not in ('boolean', 'null')
            or (p.value -> 'default' = 'true' and p.defaults > 1)
        union all
        select pm.place, 'the name of a model in use'
        from pipeline_model as pm
        left join nachet_data.model as m on m.name = pm.name #>> '{}'
        left join nachet_data.pipeline as p on p.name = pm.pipeline_name #>> '{}'
        where jsonb_typeof(pm.name) <> 'string'
            or (m.id is null and not exists (select from model as d where d.name = pm.name))
            or (not m.active and coalesce(p.active, true))
        union all
        select concat_ws('.', h.place, k.key), 'no secret: keys and addresses belong to models'
        from (
            select
                null as place,
                case
                    when jsonb_typeof(p_structure) = 'object'
                        then p_structure - array['models', 'pipelines']
                end as value
            union all
            select p.place, p.value
            from pipeline as p
        ) as h
        cross join lateral jsonb_each(
            case when jsonb_typeof(h.value) = 'object' then h.value else '{}' end
        ) as k
        where nachet._is_secret(k.key, k.value)
    ) as c
    limit 1;
    if v_bad.place is not null then
        raise exception using
            errcode = 'NX207',
            message = 'not a valid description of models and pipelines',
            detail = jsonb_build_object('place', v_bad.place, 'expected', v_bad.expected)::text,
            hint = 'Correct the place that the detail names; nothing was imported.';
    end if;
end
$function$;

comment on function nachet._check_ml_structure(jsonb) is
'Refuses a document of pipelines and models that cannot be imported.';
revoke all on function nachet._check_ml_structure(jsonb) from public;
