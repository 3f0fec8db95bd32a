-- Security definer with a pinned path: they act as the owner, and nobody can slip other tables
-- under them. What is for analysts alone reads their views with their rights: SQL that is put in
-- place of its call, so that a filter finds indexes, and that nothing runs as the owner; but for
-- read_view, which itself leaves out what they may not read.
do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace = 'nachet'::regnamespace
        and p.proname not like '\_%'
        and not case
            when has_function_privilege('nachet_analyst', p.oid, 'execute')
                and not has_function_privilege('nachet_backend', p.oid, 'execute')
                and p.proname <> 'read_view'
                then
                    not p.prosecdef
                    and p.proconfig is null
                    and p.provolatile = 's'
                    and not p.proisstrict
                    and p.prolang = (
                        select l.oid from pg_catalog.pg_language as l where l.lanname = 'sql'
                    )
            else
                p.prosecdef
                and p.proconfig @> array['search_path=pg_catalog, pg_temp']
                and (
                    has_function_privilege('nachet_backend', p.oid, 'execute')
                    or p.proname = 'read_view'
                )
        end;
    assert v_offenders is null, v_offenders;
end
$$;
