-- Strict PL/pgSQL with one jsonb and a fixed time zone: what Citus needs to run the call where
-- the container is.
do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    inner join pg_catalog.pg_language as l on l.oid = p.prolang
    where p.pronamespace = 'nachet'::regnamespace
        and 'p_container_id' = any(p.proargnames)
        and has_function_privilege('nachet_backend', p.oid, 'execute')
        and not (
            l.lanname = 'plpgsql'
            and p.proisstrict
            and not p.proretset
            and p.prorettype = 'jsonb'::regtype
            and p.proconfig @> array['TimeZone=UTC']
        );
    assert v_offenders is null, v_offenders;
end
$$;
