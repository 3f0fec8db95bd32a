do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace in ('nachet'::regnamespace, 'nachet_data'::regnamespace)
        and p.provolatile = 'v'
        and has_function_privilege('nachet_analyst', p.oid, 'execute');
    assert v_offenders is null, v_offenders;

    select string_agg(c.oid::regclass::text, ', ') into v_offenders
    from pg_catalog.pg_class as c
    where c.relnamespace = 'nachet'::regnamespace
        and has_table_privilege(
            'nachet_analyst', c.oid, 'insert, update, delete, truncate, trigger'
        );
    assert v_offenders is null, v_offenders;
end
$$;
