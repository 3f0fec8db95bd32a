do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace = 'nachet'::regnamespace
        -- Lines of code: neither blank nor comments.
        and regexp_count(p.prosrc, '\n *(?!-)[^ \n]') > 120;
    assert v_offenders is null, v_offenders;
end
$$;
