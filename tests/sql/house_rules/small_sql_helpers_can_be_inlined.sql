do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    inner join pg_catalog.pg_language as l on l.oid = p.prolang
    where p.pronamespace = 'nachet'::regnamespace
        and p.proname like '\_%'
        and l.lanname = 'sql'
        and (p.prosecdef or p.proconfig is not null);
    assert v_offenders is null, v_offenders;
end
$$;
