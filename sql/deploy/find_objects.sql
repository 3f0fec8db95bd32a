create or replace function nachet_deploy.find_objects(p_kind text, p_name text)
returns table (kind text, identity text, version text)
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- What is there in schema nachet under the name of a function or a view. The version changes
-- whenever the object is written.
select
    case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end as kind,
    p.oid::regprocedure::text as identity,
    concat_ws(' ', p.oid, p.xmin) as version
from pg_proc as p
where p_kind = 'function' and p.pronamespace = 'nachet'::regnamespace and p.proname = p_name
union all
select
    case c.relkind when 'm' then 'materialized view' else 'view' end,
    c.oid::regclass::text,
    concat_ws(' ', c.oid, c.xmin)
from pg_class as c
where p_kind = 'view'
    and c.relnamespace = 'nachet'::regnamespace
    and c.relname = p_name
    and c.relkind in ('v', 'm')
$function$;

comment on function nachet_deploy.find_objects(text, text) is
'What is there under the name of a function or a view.';
revoke all on function nachet_deploy.find_objects(text, text) from public;
