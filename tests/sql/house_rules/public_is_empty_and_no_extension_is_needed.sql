-- Managed servers refuse many extensions, and what is in public anyone can shadow.
do $$
declare
    v_offenders text;
begin
    select string_agg(o.name, ', ') into v_offenders
    from (
        select e.extname::text as name
        from pg_catalog.pg_extension as e
        where e.extname <> 'plpgsql'
        union all
        select c.oid::regclass::text
        from pg_catalog.pg_class as c
        where c.relnamespace = 'public'::regnamespace
        union all
        select p.oid::regprocedure::text
        from pg_catalog.pg_proc as p
        where p.pronamespace = 'public'::regnamespace
    ) as o;
    assert v_offenders is null, v_offenders;
end
$$;
