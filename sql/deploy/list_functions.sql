create or replace function nachet_deploy.list_functions(p_schemas text[])
returns table (kind text, identity text, name text, state jsonb)
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- Every function, procedure and aggregate of these schemas, as the catalogue has it.
select
    case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end as kind,
    p.oid::regprocedure::text as identity,
    p.proname as name,
    jsonb_build_object(
        'owner', pg_get_userbyid(p.proowner),
        'grants', nachet_deploy.list_grants(
            coalesce(p.proacl, acldefault('f', p.proowner)), p.proowner
        ),
        'comments', jsonb_strip_nulls(jsonb_build_object('', obj_description(p.oid, 'pg_proc'))),
        'definition', nachet_deploy.hash_text(
            case when p.prokind = 'a' then '' else pg_get_functiondef(p.oid) end
        )
    ) as state
from pg_proc as p
inner join pg_namespace as n on p.pronamespace = n.oid
where n.nspname = any(p_schemas)
$function$;

comment on function nachet_deploy.list_functions(text[]) is
'Every function of the schemas, as the catalogue has it.';
revoke all on function nachet_deploy.list_functions(text[]) from public;
