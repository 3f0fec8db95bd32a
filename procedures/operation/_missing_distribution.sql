create or replace function nachet._missing_distribution(p_plan jsonb, p_found jsonb)
returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
begin
    return (
        select coalesce(jsonb_agg(p.part order by p.place), '[]')
        from jsonb_array_elements(p_plan) with ordinality as p (part, place)
        where not p_found @> jsonb_build_array(p.part)
    );
end
$function$;

comment on function nachet._missing_distribution is
'Returns what of a plan is not found as planned, in its order.';
