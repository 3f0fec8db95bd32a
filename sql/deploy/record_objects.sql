create or replace function nachet_deploy.record_objects(p_schema text)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $function$
-- Takes note of a schema's objects as they now are, those of nachet_deploy with the schemas
-- themselves. What is the same as last time is not written.
with here as materialized (
    select o.kind, o.identity, o.name, o.state
    from nachet_deploy.list_objects() as o
    where case
        when o.kind in ('schema', 'default privileges') then p_schema = 'nachet_deploy'
        when p_schema = 'nachet' then o.identity like 'nachet.%' and o.kind in ('function', 'view')
        else o.identity like p_schema || '.%'
    end
),

gone as (
    delete from nachet_deploy.object as o
    where
        case
            when o.kind in ('schema', 'default privileges') then p_schema = 'nachet_deploy'
            else o.identity like p_schema || '.%'
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

comment on function nachet_deploy.record_objects(text) is
'Takes note of a schema''s objects as they now are.';
revoke all on function nachet_deploy.record_objects(text) from public;
