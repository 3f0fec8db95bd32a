create or replace function nachet_deploy.record_objects(p_schemas text[])
returns void
language sql
set search_path = pg_catalog, pg_temp
as $function$
-- Takes note of the objects of these schemas as they now are. What is the same as last time is not
-- written; in schema nachet, what no source makes is not taken note of.
with here as materialized (
    select o.kind, o.identity, o.name, o.state
    from nachet_deploy.list_objects(p_schemas) as o
    where o.identity not like 'nachet.%' or o.kind in ('function', 'view')
),

gone as (
    delete from nachet_deploy.object as o
    where
        case
            when o.kind in ('schema', 'default privileges') then 'nachet_deploy' = any(p_schemas)
            else split_part(o.identity, '.', 1) = any(p_schemas)
        end
        and not exists (select from here as h where h.kind = o.kind and h.identity = o.identity)
)

insert into nachet_deploy.object as o (kind, identity, name, state)
select h.kind, h.identity, h.name, h.state
from here as h
on conflict (kind, identity) do update
    set name = excluded.name, state = excluded.state
    where (o.name, o.state) is distinct from (excluded.name, excluded.state)
$function$;

comment on function nachet_deploy.record_objects(text[]) is
'Takes note of the objects of the schemas as they now are.';
revoke all on function nachet_deploy.record_objects(text[]) from public;
