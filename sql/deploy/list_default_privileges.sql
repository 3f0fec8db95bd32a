create or replace function nachet_deploy.list_default_privileges()
returns table (kind text, place text, acl aclitem[])
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- What the owner's new objects are born with, where that is not PostgreSQL's own default: for
-- which kind of them, in which schema if not everywhere.
select
    case d.defaclobjtype
        when 'r' then 'tables'
        when 'S' then 'sequences'
        when 'f' then 'functions'
        when 'T' then 'types'
        when 'n' then 'schemas'
        else 'large objects'
    end as kind,
    coalesce('in schema ' || quote_ident(n.nspname), '') as place,
    d.defaclacl as acl
from pg_default_acl as d
left join pg_namespace as n on d.defaclnamespace = n.oid
where d.defaclrole = 'nachet_owner'::regrole
$function$;

comment on function nachet_deploy.list_default_privileges() is
'What the owner''s new objects are born with.';
revoke all on function nachet_deploy.list_default_privileges() from public;
