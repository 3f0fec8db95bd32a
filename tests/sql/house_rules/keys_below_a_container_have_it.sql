-- A table is below a container if its primary key has container_id, at any place: so has each other
-- unique index of it, and each foreign key between two such tables, which is to say container by
-- container. No other table refers to one of them, or has a container_id but to say who may use it.
-- That is what spreads them over the nodes of a cluster.
do $$
declare
    v_offenders text;
begin
    with tables as (
        select
            c.oid as id,
            a.attnum as container,
            exists (
                select from pg_catalog.pg_constraint as k
                where k.conrelid = c.oid and k.contype = 'p' and a.attnum = any(k.conkey)
            ) as below
        from pg_catalog.pg_class as c
        left join pg_catalog.pg_attribute as a on c.oid = a.attrelid and a.attname = 'container_id'
        where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r'
    )

    select string_agg(o.name, ', ') into v_offenders
    from (
        select i.indexrelid::regclass::text as name
        from pg_catalog.pg_index as i
        inner join tables as t on i.indrelid = t.id and t.below
        where i.indisunique and t.container <> all(i.indkey)
        union all
        select k.conname
        from pg_catalog.pg_constraint as k
        inner join tables as t on k.conrelid = t.id
        inner join tables as r on k.confrelid = r.id and r.below
        where k.contype = 'f' and not exists (
                select from unnest(k.conkey, k.confkey) as u (here, there)
                where t.below and (u.here, u.there) = (t.container, r.container)
            )
        union all
        select t.id::regclass::text
        from tables as t
        where t.container is not null and not t.below
            and t.id <> all('{nachet_data.group_container, nachet_data.user_container}'::regclass[])
    ) as o;
    assert v_offenders is null, v_offenders;
end
$$;
