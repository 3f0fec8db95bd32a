do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace = 'nachet'::regnamespace
        and regexp_replace(p.prosrc, '--[^\n]*', '', 'g')
        ~* '\m(merge\s+into|notify|pg_notify|pg_(try_)?advisory_\w+|pg_sleep|when\s+others)\M';
    assert v_offenders is null, v_offenders;
end
$$;
