do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    inner join pg_catalog.pg_language as l on l.oid = p.prolang
    where p.pronamespace = 'nachet'::regnamespace
        and l.lanname = 'plpgsql'
        and p.proname not like '\_%'
        and not (
            p.prosrc ~ '\n-- Locks: ' and p.prosrc ~ '\n-- Raises: ' and p.prosrc ~ '\n-- Repeat: '
        );
    assert v_offenders is null, v_offenders;
end
$$;
