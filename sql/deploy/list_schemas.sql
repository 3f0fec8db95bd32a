create or replace function nachet_deploy.list_schemas()
returns table (kind text, identity text, name text, state jsonb)
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- The datastore's schemas, and the rights that what the owner makes is born with.
select
    'schema' as kind,
    quote_ident(n.nspname) as identity,
    n.nspname as name,
    jsonb_build_object(
        'owner', pg_get_userbyid(n.nspowner),
        'grants', nachet_deploy.list_grants(
            coalesce(n.nspacl, acldefault('n', n.nspowner)), n.nspowner
        ),
        'comments', jsonb_strip_nulls(
            jsonb_build_object('', obj_description(n.oid, 'pg_namespace'))
        )
    ) as state
from pg_namespace as n
where n.nspname in ('nachet', 'nachet_data', 'nachet_deploy')
union all
select
    'default privileges',
    rtrim(d.kind || ' ' || d.place),
    d.kind,
    jsonb_build_object('grants', nachet_deploy.list_grants(d.acl, 'nachet_owner'::regrole))
from nachet_deploy.list_default_privileges() as d
$function$;

comment on function nachet_deploy.list_schemas() is
'The datastore''s schemas and default privileges, as the catalogue has them.';
revoke all on function nachet_deploy.list_schemas() from public;
