-- Never with rows of a table, which would show every new column.
do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace = 'nachet'::regnamespace
        and p.proname not like '\_%'
        and (p.proretset or p.prorettype not in ('jsonb'::regtype, 'text'::regtype));
    assert v_offenders is null, v_offenders;
end
$$;
