-- Helpers too: whoever calls them, names mean the same.
do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    inner join pg_catalog.pg_language as l on l.oid = p.prolang
    where p.pronamespace in (
            'nachet'::regnamespace, 'nachet_data'::regnamespace, 'nachet_deploy'::regnamespace
        )
        and l.lanname = 'plpgsql'
        and not coalesce(p.proconfig @> array['search_path=pg_catalog, pg_temp'], false);
    assert v_offenders is null, v_offenders;
end
$$;
