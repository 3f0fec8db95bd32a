-- The roles of a server: nachet_owner owns all, nachet_backend executes functions, nachet_service
-- those that return keys of models, nachet_analyst reads views; and who deploys acts as the owner.
do $do$
declare
    c_roles constant text[] := array[
        'nachet_owner', 'nachet_backend', 'nachet_service', 'nachet_analyst'
    ];
    c_deployer constant text := coalesce(
        nullif(current_setting('nachet.deployer', true), ''), current_user
    );
    c_version constant integer := current_setting('server_version_num');
    c_set constant text := case when c_version < 160000 then 'member' else 'set' end;
    v_role text;
begin
    foreach v_role in array c_roles loop
        continue when exists (select from pg_catalog.pg_roles as r where r.rolname = v_role);
        begin
            execute pg_catalog.format('create role %I nologin', v_role);
            if v_role = 'nachet_service' then
                grant nachet_service to nachet_backend;
            end if;
        exception when duplicate_object or unique_violation then
            null; -- Another database of this server is being deployed now.
        end;
    end loop;
    -- From PostgreSQL 16 on, the creator of a role may grant it, but not act as it.
    if not pg_catalog.pg_has_role(c_deployer, 'nachet_owner', c_set) then
        execute pg_catalog.format('grant nachet_owner to %I', c_deployer);
    end if;
end
$do$;
