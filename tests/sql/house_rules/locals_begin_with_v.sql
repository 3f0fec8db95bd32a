-- v_ for variables, c_ for constants of the code: neither is ever taken for a column.
do $$
declare
    v_offenders text;
begin
    select string_agg(p.proname || '.' || l.name[1], ', ') into v_offenders
    from pg_catalog.pg_proc as p
    cross join lateral regexp_matches(
        substring(p.prosrc from '\ndeclare\n(.*?)\nbegin\n'), '^ {4}(\w+) ', 'gn'
    ) as l (name)
    where p.pronamespace = 'nachet'::regnamespace
        and l.name[1] !~ '^[cv]_';
    assert v_offenders is null, v_offenders;
end
$$;
