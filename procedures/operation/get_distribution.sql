create or replace function nachet._plan_tables()
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- A table whose key has the container is spread by it, every other one is whole on every node;
-- each after those that its foreign keys name, as Citus wants them.
begin
    return (
        with recursive tables as (
            select
                c.oid as id,
                exists (
                    select
                    from pg_constraint as k
                    inner join pg_attribute as a
                        on k.conrelid = a.attrelid and a.attnum = any(k.conkey)
                    where k.conrelid = c.oid and k.contype = 'p' and a.attname = 'container_id'
                ) as spread
            from pg_class as c
            where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r'
        ),

        placed (id, place) as (
            select
                t.id,
                0 as place
            from tables as t
            union
            select
                k.conrelid,
                p.place + 1
            from placed as p
            inner join pg_constraint as k
                on p.id = k.confrelid and k.contype = 'f' and k.conrelid <> k.confrelid
        )

        select
            jsonb_agg(
                jsonb_build_object(
                    'kind', case when t.spread then 'distributed' else 'reference' end,
                    'name', t.id::regclass
                ) order by t.spread, o.place, t.id::regclass::text collate "C"
            )
        from tables as t
        inner join (
            select
                p.id,
                max(p.place) as place
            from placed as p
            group by p.id
        ) as o on t.id = o.id
    );
end
$function$;

comment on function nachet._plan_tables is
'Returns how each table lies on the nodes of a cluster, in the order of their foreign keys.';

create or replace function nachet._plan_functions(p_tables jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- A published function of a container that works with spread tables, itself or through others,
-- runs where the container is; every other one is carried to the nodes. Which tables, views and
-- functions one names, only its body tells.
begin
    return (
        with recursive below (id) as (
            select (t ->> 'name')::regclass::oid as id
            from jsonb_array_elements(p_tables) as t
            where t ->> 'kind' = 'distributed'
            union
            select r.ev_class
            from below as b
            inner join pg_depend as d
                on b.id = d.refobjid and d.refclassid = 'pg_class'::regclass
            inner join pg_rewrite as r on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
        ),

        functions as materialized (
            select
                p.oid as id,
                p.proname::text as name,
                left(p.proname, 1) <> '_'
                and p.proargnames @> '{p_container_id}' as delegable,
                l.lanname = 'sql' as checked,
                array(
                    select m[1]
                    from regexp_matches(
                        regexp_replace(p.prosrc, e'--[^\n]*', '', 'g'),
                        '[[:<:]]nachet(?:_data)?[.]([[:alnum:]_]+)', 'g'
                    ) as m
                ) as names
            from pg_proc as p
            inner join pg_language as l on p.prolang = l.oid
            where p.pronamespace in ('nachet'::regnamespace, 'nachet_data'::regnamespace)
        ),

        workers (id, name) as (
            select
                f.id,
                f.name
            from functions as f
            where f.names && array(
                    select c.relname::text
                    from below as b
                    inner join pg_class as c on b.id = c.oid
                )
            union
            select
                f.id,
                f.name
            from workers as w
            inner join functions as f on w.name = any(f.names)
        )

        select
            jsonb_agg(
                jsonb_build_object(
                    'kind', case when f.delegable and w.id is not null then 'delegated'
                    else 'carried' end,
                    'name', f.id::regprocedure
                -- What a node checks as it is created comes after what it may name.
                ) order by f.checked, f.id
            )
        from functions as f
        left join workers as w on f.id = w.id
    );
end
$function$;

comment on function nachet._plan_functions is
'Returns which functions a cluster runs where the container is, and which it only carries.';

create or replace function nachet._plan_distribution()
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- It asks the catalogue alone: any server can answer.
declare
    v_tables constant jsonb := nachet._plan_tables();
    v_views jsonb;
begin
    select jsonb_agg(jsonb_build_object('kind', 'view', 'name', c.oid::regclass) order by c.oid)
    into v_views
    from pg_class as c
    where c.relnamespace = 'nachet'::regnamespace and c.relkind = 'v';
    return v_tables || v_views || nachet._plan_functions(v_tables);
end
$function$;

comment on function nachet._plan_distribution is
'Returns how each table, view and function is to lie on a cluster, in the order of doing it.';

create or replace function nachet._read_distribution()
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- The tables of Citus are there only where the extension is: so the query is a text.
declare
    c_query constant text := $query$
        select jsonb_agg(jsonb_build_object('kind', o.kind, 'name', o.name))
        from (
            select case when p.partmethod = 'h' then 'distributed'
                when p.partmethod = 'n' and p.repmodel = 't' then 'reference'
                else 'local' end as kind, p.logicalrelid::text as name
            from pg_catalog.pg_dist_partition as p
            union all
            select 'view', d.objid::regclass::text
            from pg_catalog.pg_dist_object as d
            inner join pg_catalog.pg_class as c on c.oid = d.objid and c.relkind = 'v'
            where d.classid = 'pg_class'::regclass
            union all
            select case when d.distribution_argument_index is null then 'carried'
                else 'delegated' end, d.objid::regprocedure::text
            from pg_catalog.pg_dist_object as d
            where d.classid = 'pg_proc'::regclass
        ) as o
    $query$;
    v_found jsonb;
begin
    execute c_query into v_found;
    return coalesce(v_found, '[]');
end
$function$;

comment on function nachet._read_distribution is
'Returns how tables, views and functions lie on the cluster, as Citus has it.';

create or replace function nachet._missing_distribution(p_plan jsonb, p_found jsonb)
returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
begin
    return (
        select coalesce(jsonb_agg(p.part order by p.place), '[]')
        from jsonb_array_elements(p_plan) with ordinality as p (part, place)
        where not p_found @> jsonb_build_array(p.part)
    );
end
$function$;

comment on function nachet._missing_distribution is
'Returns what of a plan is not found as planned, in its order.';

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
