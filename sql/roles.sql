-- Roles and schemas: what must be there before the first migration. Repeatable.
-- Run by an owner of the database who may create roles; or run by someone who may, then by the
-- owner.
do $do$
declare
    v_role text;
begin
    foreach v_role in array array['nachet_owner', 'nachet_backend', 'nachet_analyst'] loop
        if not exists (select from pg_catalog.pg_roles as r where r.rolname = v_role) then
            execute format('create role %I nologin', v_role);
        end if;
    end loop;
    -- Whoever deploys acts as the owner; a superuser may without being a member.
    if not pg_catalog.pg_has_role(current_user, 'nachet_owner', 'member') then
        execute format('grant nachet_owner to %I', current_user);
    end if;
    if not exists (select from pg_catalog.pg_namespace as n where n.nspname = 'nachet_data') then
        create schema nachet_data authorization nachet_owner;
    end if;
    if not exists (select from pg_catalog.pg_namespace as n where n.nspname = 'nachet') then
        create schema nachet authorization nachet_owner;
    end if;
    if not exists (select from pg_catalog.pg_namespace as n where n.nspname = 'nachet_deploy') then
        create schema nachet_deploy;
    end if;
end
$do$;
