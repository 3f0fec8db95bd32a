-- Security definer with a pinned path: they act as the owner, and nobody can slip other tables
-- under them.
do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace = 'nachet'::regnamespace
        and p.proname not like '\_%'
        and not (
            p.prosecdef
            and p.proconfig @> array['search_path=pg_catalog, pg_temp']
            and has_function_privilege('nachet_backend', p.oid, 'execute')
        );
    assert v_offenders is null, v_offenders;
end
$$;
