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
