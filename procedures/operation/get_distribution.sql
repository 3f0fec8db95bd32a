create or replace function nachet._read_nodes()
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Citus carries grants to the nodes, but no revoke from PUBLIC; and roles only if they were made
-- after the extension.
declare
    c_query constant text := $query$
        select coalesce(jsonb_agg(jsonb_build_object(
            'node', r.nodename || ':' || r.nodeport,
            'error', case when not r.success then r.result end
        ) || case when r.success then r.result::jsonb else '{"open": [], "roles": []}' end), '[]')
        from pg_catalog.run_command_on_workers($1) as r
    $query$;
    c_look constant text := $look$
        select jsonb_build_object('open', array(
            select p.oid::regprocedure from pg_catalog.pg_proc as p
            where p.pronamespace in (to_regnamespace('nachet'), to_regnamespace('nachet_data'))
                and has_function_privilege('public', p.oid, 'execute')
            order by p.oid
        ), 'roles', array(
            select r.name from unnest(%L::text[]) as r (name)
            where to_regrole(quote_ident(r.name)) is null
        ))
    $look$;
    v_nodes jsonb;
begin
    execute c_query into v_nodes using format(c_look, array(
        select r.rolname
        from pg_roles as r
        where starts_with(r.rolname, 'nachet_') or exists (
                select
                from pg_auth_members as m
                inner join pg_roles as o on m.roleid = o.oid
                where m.member = r.oid
                    and o.rolname in ('nachet_backend', 'nachet_service', 'nachet_analyst')
            )
        order by r.rolname
    ));
    return v_nodes;
end
$function$;

comment on function nachet._read_nodes is
'Returns for each worker which functions everybody may execute there, and which roles it lacks.';

create or replace function nachet.get_distribution()
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- A database without the extension Citus is on one machine: nothing is missing there.
-- Locks: nothing.
-- Raises: nothing of its own.
-- Repeat: changes nothing.
begin
    if to_regclass('pg_catalog.pg_dist_partition') is null then
        return '{"distributed": false, "missing": [], "nodes": []}'::jsonb;
    end if;
    return jsonb_build_object(
        'distributed', true,
        'missing',
        nachet._missing_distribution(nachet._plan_distribution(), nachet._read_distribution()),
        'nodes', nachet._read_nodes()
    );
end
$function$;

comment on function nachet.get_distribution is
'Returns what is not distributed, not delegated or open to everybody on a node of a cluster.';
grant execute on function nachet.get_distribution to nachet_backend, nachet_analyst;
