do $$
declare
    v_offenders text;
begin
    select string_agg(p.proname, ', ') into v_offenders
    from (
        select p.proname
        from pg_catalog.pg_proc as p
        where p.pronamespace in (
            'nachet'::regnamespace, 'nachet_data'::regnamespace, 'nachet_deploy'::regnamespace
        )
        group by p.pronamespace, p.proname
        having count(*) > 1
    ) as p;
    assert v_offenders is null, v_offenders;
end
$$;
