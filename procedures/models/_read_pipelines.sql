create or replace function nachet._read_pipelines(p_structure jsonb)
returns table (
    place integer, name text, pipeline_id uuid, model_ids uuid[], is_default boolean, data jsonb
)
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- The pipelines of a checked document as rows, once its models are imported. Where the document
-- says nothing of the default it stays, unless another pipeline takes it; a deactivated pipeline
-- does not become the default.
begin
    return query
    with listed as (
        select
            d.ordinality::integer as place,
            coalesce(d.value ->> 'pipeline_name', d.value ->> 'model_name') as name,
            (d.value ->> 'default')::boolean as is_default,
            d.value
        from jsonb_array_elements(p_structure -> 'pipelines')
            with ordinality as d (value, ordinality)
    ),

    matched as (
        select
            l.place, l.name, p.id, l.value,
            coalesce(p.active, true) and l.is_default as takes_default,
            p.is_default and l.is_default is null as keeps_default
        from listed as l
        left join nachet_data.pipeline as p on l.name = p.name
    )

    select
        m.place,
        m.name,
        m.id,
        array(
            select o.id
            from jsonb_array_elements_text(m.value -> 'models')
                with ordinality as n (name, ordinality)
            inner join nachet_data.model as o on n.name = o.name
            order by n.ordinality
        ),
        coalesce(
            m.takes_default,
            m.keeps_default and not coalesce(bool_or(m.takes_default) over (), false), false
        ),
        m.value - array['pipeline_id', 'pipeline_name', 'model_name', 'models', 'default']
    from matched as m;
end
$function$;

comment on function nachet._read_pipelines(jsonb) is
'The pipelines of a document of pipelines and models, as rows.';
revoke all on function nachet._read_pipelines(jsonb) from public;
