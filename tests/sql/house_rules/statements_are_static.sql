-- _find_picture_ids and _find_queue alone put their statements together: out of conditions of their
-- own, with the caller's values as parameters; _measure_tables counts whatever tables there are;
-- _read_distribution and _read_nodes ask tables of Citus, which are not there without it; read_view
-- reads the view that it is asked for; warm_up goes through a list of calls.
do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace = 'nachet'::regnamespace
        and p.proname not in (
            '_find_picture_ids', '_find_queue', '_measure_tables', '_read_distribution',
            '_read_nodes', 'read_view', 'warm_up'
        )
        and regexp_replace(p.prosrc, '--[^\n]*', '', 'g') ~* '\mexecute\M';
    assert v_offenders is null, v_offenders;
end
$$;
