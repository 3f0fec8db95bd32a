-- What stands on the functions, views and tables of the schemas: each with what stands on it.
with objects as (
    select
        'function ' || p.oid::regprocedure as name,
        p.oid as id
    from pg_proc as p
    where p.pronamespace = to_regnamespace('nachet')
    union all
    select
        case c.relkind when 'v' then 'view ' else 'table ' end || c.oid::regclass as name,
        c.oid as id
    from pg_class as c
    where c.relnamespace in (to_regnamespace('nachet'), to_regnamespace('nachet_data'))
)

select distinct
    o.name as object,
    coalesce(
        case v.relkind when 'v' then 'view ' when 'm' then 'materialized view ' end
        || v.oid::regclass,
        case when d.classid = 'pg_proc'::regclass then 'function ' || d.objid::regprocedure end,
        pg_describe_object(d.classid, d.objid, 0)
    ) as dependent
from pg_depend as d
left join pg_type as t on d.refclassid = 'pg_type'::regclass and d.refobjid = t.oid
left join pg_rewrite as r on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
left join pg_class as v on r.ev_class = v.oid
inner join objects as o on coalesce(nullif(t.typrelid, 0), d.refobjid) = o.id
where
    d.deptype = 'n' and o.id is distinct from r.ev_class
    and (o.name not like 'table %' or v.oid is not null or d.classid = 'pg_proc'::regclass)
