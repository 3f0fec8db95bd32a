create or replace function nachet_deploy.reset_grants(p_kind text, p_identity text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Takes back every grant on an object: its owner alone has rights to it, and all of them.
declare
    c_kind constant text := case
        when p_kind in ('function', 'procedure', 'aggregate') then 'routine'
        when p_kind in ('schema', 'sequence') then p_kind
        else 'table'
    end;
    c_id constant oid := nachet_deploy.find_id(p_kind, p_identity);
    v_grantee oid;
begin
    for v_grantee in
        select distinct a.grantee
        from (
            select coalesce(p.proacl, acldefault('f', p.proowner)) as acl
            from pg_proc as p
            where c_kind = 'routine' and p.oid = c_id
            union all
            select n.nspacl
            from pg_namespace as n
            where c_kind = 'schema' and n.oid = c_id
            union all
            select c.relacl
            from pg_class as c
            where c_kind in ('table', 'sequence') and c.oid = c_id
            union all
            select c.attacl
            from pg_attribute as c
            where c_kind = 'table' and c.attrelid = c_id
        ) as o
        cross join lateral aclexplode(o.acl) as a
        where a.grantee <> 'nachet_owner'::regrole
    loop
        execute format(
            'revoke all on %s %s from %s cascade',
            c_kind, p_identity, nachet_deploy.name_grantee(v_grantee)
        );
    end loop;
    execute format('grant all on %s %s to nachet_owner', c_kind, p_identity);
end
$function$;

comment on function nachet_deploy.reset_grants(text, text) is
'Takes back every grant on an object.';
revoke all on function nachet_deploy.reset_grants(text, text) from public;
