-- A body that PostgreSQL keeps parsed (begin atomic, return) depends on all that it names: what it
-- calls cannot be dropped without it, and its text is no longer the one that was written.
do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace = 'nachet'::regnamespace and p.prosqlbody is not null;
    assert v_offenders is null, v_offenders;
end
$$;
