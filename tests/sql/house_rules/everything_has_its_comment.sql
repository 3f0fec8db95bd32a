do $$
declare
    v_offenders text;
begin
    select string_agg(o.name, ', ') into v_offenders
    from (
        select p.oid::regprocedure::text as name, obj_description(p.oid, 'pg_proc') as comment
        from pg_catalog.pg_proc as p
        where p.pronamespace in ('nachet'::regnamespace, 'nachet_data'::regnamespace)
        union all
        select c.oid::regclass::text, obj_description(c.oid, 'pg_class')
        from pg_catalog.pg_class as c
        where c.relnamespace in ('nachet'::regnamespace, 'nachet_data'::regnamespace)
            and c.relkind in ('r', 'p', 'v', 'm')
        union all
        select c.oid::regclass::text || '.' || a.attname, col_description(c.oid, a.attnum)
        from pg_catalog.pg_class as c
        inner join pg_catalog.pg_attribute as a on a.attrelid = c.oid
        where c.relnamespace in ('nachet'::regnamespace, 'nachet_data'::regnamespace)
            and c.relkind in ('r', 'p', 'v', 'm')
            and a.attnum > 0
            and not a.attisdropped
    ) as o
    where coalesce(o.comment, '') = '';
    assert v_offenders is null, v_offenders;
end
$$;
