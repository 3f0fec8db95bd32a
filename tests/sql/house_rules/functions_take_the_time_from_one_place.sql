-- nachet._now() alone reads the clock, so that a test can set it.
do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace = 'nachet'::regnamespace
        and p.proname <> '_now'
        and regexp_replace(
            p.prosrc || coalesce(pg_get_function_sqlbody(p.oid), ''), '--[^\n]*', '', 'g'
        )
        ~* '\m(now\(\)|(clock|statement|transaction)_timestamp|timeofday|(current|local)_?time)';
    assert v_offenders is null, v_offenders;
end
$$;
