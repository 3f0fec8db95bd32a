-- Spreads an installed database, with its rows, over the nodes of a Citus cluster; docs/scale.md
-- says when and how. To be run on the coordinator, outside of a transaction, by who may make roles
-- on each node: each block below commits by itself. What lies as planned is left: repeatable. Every
-- deploy that finds the extension runs it. nachet.get_distribution() tells what is missing, in the
-- order of doing it.

-- 1. The roles, on each node: Citus carries only those that were made after the extension. The
-- owner logs in between the nodes, and nowhere else, which is for pg_hba.conf to say. Its functions
-- are born there without rights for PUBLIC, and answer in UTC wherever they run.
do $do$
declare
    c_roles constant text := $roles$
        do $node$
        declare
            c_version constant integer := current_setting('server_version_num');
            c_set constant text := case when c_version < 160000 then 'member' else 'set' end;
            v_role text;
        begin
            foreach v_role in array array[
                'nachet_owner', 'nachet_backend', 'nachet_service', 'nachet_analyst'
            ] loop
                if to_regrole(v_role) is null then
                    execute pg_catalog.format('create role %I nologin', v_role);
                end if;
            end loop;
            if not pg_catalog.pg_has_role('nachet_backend', 'nachet_service', 'member') then
                grant nachet_service to nachet_backend;
            end if;
            if not pg_catalog.pg_has_role('nachet_owner', c_set) then
                execute pg_catalog.format('grant nachet_owner to %I', current_user);
            end if;
            alter role nachet_owner login;
            alter role nachet_owner set timezone = 'UTC';
            alter default privileges for role nachet_owner revoke execute on functions from public;
        end
        $node$
    $roles$;
    v_failed text;
begin
    if not exists (select from pg_catalog.pg_extension as e where e.extname = 'citus') then
        raise object_not_in_prerequisite_state using
            message = 'the extension citus is not there',
            hint = 'create extension citus; then add the nodes: docs/scale.md.';
    end if;
    perform set_config('citus.enable_ddl_propagation', 'off', true);
    alter role nachet_owner login;
    alter role nachet_owner set timezone = 'UTC';
    select string_agg(concat_ws(': ', r.nodename, r.nodeport, r.result), '; ') into v_failed
    from pg_catalog.run_command_on_workers(c_roles) as r
    where not r.success;
    if v_failed is not null then
        raise object_not_in_prerequisite_state using
            message = 'a node cannot be prepared', detail = v_failed;
    end if;
end
$do$;

-- 2. The schemas of what is spread; what a deploy remembers (nachet_deploy) is not.
do $do$
declare
    c_schemas constant text := $schemas$
        do $node$
        begin
            create schema if not exists nachet authorization nachet_owner;
            create schema if not exists nachet_data authorization nachet_owner;
            grant usage on schema nachet to nachet_backend, nachet_service, nachet_analyst;
        end
        $node$
    $schemas$;
    v_failed text;
begin
    select string_agg(concat_ws(': ', r.nodename, r.nodeport, r.result), '; ') into v_failed
    from pg_catalog.run_command_on_workers(c_schemas) as r
    where not r.success;
    if v_failed is not null then
        raise object_not_in_prerequisite_state using
            message = 'a node cannot be prepared', detail = v_failed;
    end if;
end
$do$;

-- 3. Tables, views and functions, as the owner, in one transaction: all of it, or nothing. A table
-- that is whole on every node comes before those that are spread by container_id. These lie
-- together, so that a call finds all of its container on one node; the first of them decides how
-- many shards there are: citus.shard_count.
do $do$
declare
    v_part jsonb;
    v_name text;
    v_beside text;
begin
    set local role nachet_owner;
    perform set_config('search_path', 'pg_catalog, pg_temp', true);
    perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
    perform set_config('citus.enable_local_reference_table_foreign_keys', 'off', true);
    select p.logicalrelid::text into v_beside
    from pg_catalog.pg_dist_partition as p
    inner join pg_catalog.pg_class as c on p.logicalrelid = c.oid
    where c.relnamespace = 'nachet_data'::regnamespace and p.partmethod = 'h'
    order by p.logicalrelid
    limit 1;
    for v_part in
        select jsonb_array_elements(nachet.get_distribution() -> 'missing')
    loop
        v_name := v_part ->> 'name';
        raise notice using
            message = concat_ws(' ', v_part ->> 'kind', v_name), errcode = '01N02';
        case v_part ->> 'kind'
            when 'reference' then
                perform create_reference_table(v_name::regclass);
            when 'distributed' then
                perform create_distributed_table(
                    v_name::regclass, 'container_id', colocate_with => coalesce(v_beside, 'none')
                );
                v_beside := coalesce(v_beside, v_name);
            when 'view' then
                -- Made again as it is: so Citus carries it to the nodes.
                execute format(
                    'create or replace view %s with (security_barrier) as %s',
                    v_name::regclass, pg_get_viewdef(v_name::regclass)
                );
            when 'delegated' then
                perform create_distributed_function(
                    v_name::regprocedure, 'p_container_id', colocate_with => v_beside
                );
            when 'carried' then
                perform create_distributed_function(v_name::regprocedure);
        end case;
    end loop;
    -- Citus carries grants to the nodes, but not that PUBLIC has none.
    revoke all on all functions in schema nachet, nachet_data from public;
end
$do$;
