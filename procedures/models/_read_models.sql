create or replace function nachet._read_models(p_structure jsonb)
returns table (
    place integer, name text, version text, endpoint_name text, task text, data jsonb, secret jsonb
)
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- The models of a checked document as rows, what is secret apart from the rest. What the export
-- adds by itself is left out of the data; task and version stay in it too, as they were written.
begin
    return query
    select
        m.ordinality::integer,
        m.value ->> 'model_name',
        m.value ->> 'version',
        coalesce(m.value ->> 'endpoint_name', ''),
        m.value ->> 'task',
        k.data,
        k.secret
    from jsonb_array_elements(p_structure -> 'models') with ordinality as m (value, ordinality)
    cross join lateral (
        select
            coalesce(jsonb_object_agg(e.key, e.value) filter (where not e.secret), '{}') as data,
            coalesce(jsonb_object_agg(e.key, e.value) filter (where e.secret), '{}') as secret
        from (
            select j.key, j.value, nachet._is_secret(j.key, j.value) as secret
            from jsonb_each(m.value - array['model_id', 'model_name']) as j
        ) as e
    ) as k;
end
$function$;

comment on function nachet._read_models(jsonb) is
'The models of a document of pipelines and models, as rows.';
revoke all on function nachet._read_models(jsonb) from public;
