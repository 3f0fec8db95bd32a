create or replace function nachet._bad_model_place(p_result jsonb)
returns text
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- The first place in a document's list of models that is no name or no version; null when all are.
begin
    return (
        select
            'models[' || m.ordinality - 1 || ']'
            || case when jsonb_typeof(m.value -> 'name') = 'string' then '.version' else '.name' end
        from
            jsonb_array_elements(coalesce(p_result -> 'models', '[]'))
            with ordinality as m (value, ordinality)
        where
            jsonb_typeof(m.value -> 'name') is distinct from 'string'
            or coalesce(jsonb_typeof(m.value -> 'version'), 'null')
            not in ('string', 'number', 'null')
        order by m.ordinality
        limit 1
    );
end
$function$;

comment on function nachet._bad_model_place(jsonb) is
'The first place in an inference''s list of models that is no name or no version; null when all '
'are.';
revoke all on function nachet._bad_model_place(jsonb) from public;
