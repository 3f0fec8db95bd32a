create or replace function nachet_deploy.list_grants(p_acl aclitem[], p_owner oid)
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- An access list as texts in their order. The owner's right to maintain a table, which PostgreSQL
-- 17 brought, is left out, so that an upgrade of the server changes nothing.
select coalesce(jsonb_agg(g.text order by g.text collate "C"), '[]')
from (
    select
        lower(a.privilege_type)
        || ' to '
        || nachet_deploy.name_grantee(a.grantee)
        || case when a.is_grantable then ' with grant option' else '' end as text
    from aclexplode(p_acl) as a
    where not (a.grantee = p_owner and a.privilege_type = 'MAINTAIN')
) as g
$function$;

comment on function nachet_deploy.list_grants(aclitem[], oid) is
'An access list as texts.';
revoke all on function nachet_deploy.list_grants(aclitem[], oid) from public;
