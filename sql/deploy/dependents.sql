-- What stands on functions, views and tables of the schemas; on the private one only views and
-- functions matter. Ids from 16384 on are those of users' objects.
-- noqa: disable=LT02
select distinct
    o.type || ' ' || replace(o.identity, 'pg_catalog.', '') as object,
    x.type || ' ' || replace(x.identity, 'pg_catalog.', '') as dependent
from pg_depend as d
left join pg_type as t on d.refclassid = 'pg_type'::regclass and d.refobjid = t.oid
left join pg_rewrite as r on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
cross join lateral pg_identify_object(
    case when t.typrelid > 0 then 'pg_class'::regclass else d.refclassid end,
    coalesce(nullif(t.typrelid, 0), d.refobjid), 0
) as o
cross join lateral pg_identify_object(
    case when r.oid is null then d.classid else 'pg_class'::regclass end,
    coalesce(r.ev_class, d.objid), 0
) as x
where d.deptype = 'n' and d.refobjid >= 16384 and o.identity <> x.identity
    and o.schema in ('nachet', 'nachet_data')
    and (o.schema = 'nachet' or r.oid is not null or d.classid = 'pg_proc'::regclass)
