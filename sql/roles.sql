-- The roles, which a server's databases share, and the right of who deploys to act as the owner.
-- Repeatable.
-- nachet_owner owns everything, nachet_backend calls the functions, nachet_analyst reads the
-- views; people and programs log in as members of these. To be run by who deploys, or for them
-- by someone who may create roles: `nachet-datastore roles LOGIN` writes that script.
do $do$
declare
    c_deployer constant text := coalesce(
        nullif(current_setting('nachet.deployer', true), ''), current_user
    );
    c_set constant text := case
        when current_setting('server_version_num')::integer < 160000 then 'member' else 'set'
    end;
    v_role text;
begin
    foreach v_role in array array['nachet_owner', 'nachet_backend', 'nachet_analyst'] loop
        begin
            if not exists (select from pg_catalog.pg_roles as r where r.rolname = v_role) then
                execute format('create role %I nologin', v_role);
            end if;
        exception when duplicate_object or unique_violation then
            null; -- Another database of this server is being deployed at this moment.
        end;
    end loop;
    -- From PostgreSQL 16 on, who made a role may hand it out, but not yet act as it.
    if not pg_catalog.pg_has_role(c_deployer, 'nachet_owner', c_set) then
        execute format('grant nachet_owner to %I', c_deployer);
    end if;
exception when insufficient_privilege then
    raise exception using
        errcode = 'insufficient_privilege',
        message = 'the roles are not there, or this login may not act as nachet_owner',
        detail = jsonb_build_object('login', c_deployer, 'reason', sqlerrm)::text,
        hint = format(
            'Have someone who may create roles run what `nachet-datastore roles %s` prints.',
            c_deployer
        );
end
$do$;
