create or replace function nachet_deploy.find_role_faults()
returns table (identity text, reasons text[])
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- The datastore's roles that can do more than they should: log in, what is a superuser's, or what
-- another of them may. A server's databases share its roles: no deploy takes anything from them.
select r.oid::regrole::text, f.reasons
from pg_roles as r
cross join lateral (
    select array_agg(g.reason order by g.reason) as reasons
    from (
        values
        ('login', r.rolcanlogin),
        ('superuser', r.rolsuper),
        ('bypassrls', r.rolbypassrls),
        ('createrole', r.rolcreaterole),
        ('createdb', r.rolcreatedb),
        ('replication', r.rolreplication)
    ) as g (reason, given)
    where g.given
) as a
cross join lateral (
    select array(
        select 'member of ' || o.rolname
        from pg_roles as o
        where o.rolname in ('nachet_owner', 'nachet_backend', 'nachet_analyst')
            and o.oid <> r.oid
            and not r.rolsuper
            and pg_has_role(r.oid, o.oid, 'member')
        order by o.rolname
    ) || coalesce(a.reasons, '{}') as reasons
) as f
where r.rolname in ('nachet_owner', 'nachet_backend', 'nachet_analyst') and f.reasons <> '{}'
$function$;

comment on function nachet_deploy.find_role_faults() is
'The datastore''s roles that can do more than they should, and what.';
revoke all on function nachet_deploy.find_role_faults() from public;
