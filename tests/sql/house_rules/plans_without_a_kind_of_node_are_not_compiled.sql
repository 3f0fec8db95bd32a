do $$
declare
    v_offenders text;
begin
    -- Before PostgreSQL 18 a kind of node that is switched off costs so much that its plan counts
    -- as a long one: compiling it takes a second, running it a millisecond.
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace in ('nachet'::regnamespace, 'nachet_data'::regnamespace)
        and exists (
            select from unnest(p.proconfig) as c (setting) where c.setting like 'enable\_%=off'
        )
        and not 'jit=off' = any (p.proconfig);
    assert v_offenders is null, v_offenders;
end
$$;
