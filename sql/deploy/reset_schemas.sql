create or replace function nachet_deploy.reset_schemas()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Takes back every grant on the schemas, and every right that what the owner makes is born with.
declare
    v_schema text;
    v_default record;
begin
    foreach v_schema in array array['nachet', 'nachet_data', 'nachet_deploy'] loop
        perform nachet_deploy.reset_grants('schema', v_schema);
    end loop;
    for v_default in
        select
            d.kind,
            d.place,
            nachet_deploy.name_grantee(a.grantee) as grantee
        from nachet_deploy.list_default_privileges() as d
        cross join lateral aclexplode(d.acl) as a
        where a.grantee <> 'nachet_owner'::regrole
    loop
        execute format(
            'alter default privileges for role nachet_owner %s revoke all on %s from %s cascade',
            v_default.place, v_default.kind, v_default.grantee
        );
    end loop;
    -- What is born without the rights that PostgreSQL gives it.
    for v_default in
        select d.kind
        from nachet_deploy.list_default_privileges() as d
        where d.place = ''
    loop
        execute format(
            'alter default privileges for role nachet_owner grant all on %s to nachet_owner',
            v_default.kind
        );
        if v_default.kind = 'types' then
            alter default privileges for role nachet_owner grant usage on types to public;
        end if;
    end loop;
end
$function$;

comment on function nachet_deploy.reset_schemas() is
'Takes back every grant on the schemas and every default privilege.';
revoke all on function nachet_deploy.reset_schemas() from public;
