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
