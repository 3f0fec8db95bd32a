-- A guard that is asked with nothing lets nobody through: it is not strict, and raises a code of
-- ours.
do $$
declare
    v_guard record;
    v_state text;
    v_offenders text[] = '{}';
begin
    for v_guard in
        select
            p.oid::regprocedure::text as signature,
            format(
                'select nachet.%I(%s)', p.proname,
                (
                    select string_agg('null::' || t.type::regtype, ', ' order by t.n)
                    from unnest(p.proargtypes::oid[]) with ordinality as t (type, n)
                )
            ) as call
        from pg_catalog.pg_proc as p
        where p.pronamespace = 'nachet'::regnamespace
            and p.proname ~ '^_(require|lock)_'
            and p.proname <> '_lock_picture_tree'
    loop
        v_state := '';
        begin
            execute v_guard.call;
        exception when others then
            v_state := sqlstate;
        end;
        if v_state not like 'NX%' then
            v_offenders := v_offenders || (v_guard.signature || ': ' || v_state);
        end if;
    end loop;
    assert v_offenders = '{}', v_offenders;

    -- Nor does any helper hide a condition in its being strict.
    select array_agg(p.proname) into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace = 'nachet'::regnamespace and p.proname like '\_%' and p.proisstrict;
    assert v_offenders is null, v_offenders;
end
$$;
