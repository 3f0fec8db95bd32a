do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text || ' to ' || r.rolname, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    cross join pg_catalog.pg_roles as r
    where p.pronamespace in ('nachet'::regnamespace, 'nachet_data'::regnamespace)
        and (p.proname like '\_%' or p.pronamespace = 'nachet_data'::regnamespace)
        and r.rolname in ('nachet_backend', 'nachet_analyst')
        and has_function_privilege(r.oid, p.oid, 'execute');
    assert v_offenders is null, v_offenders;
end
$$;
