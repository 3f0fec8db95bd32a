do $$
declare
    v_offenders text;
begin
    select string_agg(o.name, ', ') into v_offenders
    from (
        select
            p.oid::regprocedure::text as name,
            coalesce(p.proacl, acldefault('f', p.proowner)) as acl
        from pg_catalog.pg_proc as p
        where p.pronamespace in (
                'nachet'::regnamespace, 'nachet_data'::regnamespace, 'nachet_deploy'::regnamespace
            )
        union all
        select c.oid::regclass::text, coalesce(c.relacl, acldefault('r', c.relowner))
        from pg_catalog.pg_class as c
        where c.relnamespace in (
                'nachet'::regnamespace, 'nachet_data'::regnamespace, 'nachet_deploy'::regnamespace
            )
            and c.relkind in ('r', 'p', 'v', 'm', 'S')
        union all
        select n.nspname::text, coalesce(n.nspacl, acldefault('n', n.nspowner))
        from pg_catalog.pg_namespace as n
        where n.nspname in ('nachet', 'nachet_data', 'nachet_deploy')
    ) as o
    cross join lateral aclexplode(o.acl) as a
    where a.grantee = 0;
    assert v_offenders is null, v_offenders;
end
$$;
