do $$
declare
    v_offenders text;
begin
    select string_agg(o.name, ', ') into v_offenders
    from (
        select p.oid::regprocedure::text as name, p.proowner as owner
        from pg_catalog.pg_proc as p
        where p.pronamespace in ('nachet'::regnamespace, 'nachet_data'::regnamespace)
        union all
        select c.oid::regclass::text, c.relowner
        from pg_catalog.pg_class as c
        where c.relnamespace in ('nachet'::regnamespace, 'nachet_data'::regnamespace)
        union all
        select n.nspname::text, n.nspowner
        from pg_catalog.pg_namespace as n
        where n.nspname in ('nachet', 'nachet_data')
    ) as o
    where o.owner <> 'nachet_owner'::regrole;
    assert v_offenders is null, v_offenders;
    assert (
        select not r.rolcanlogin and not r.rolsuper
        from pg_catalog.pg_roles as r
        where r.rolname = 'nachet_owner'
    );
end
$$;
