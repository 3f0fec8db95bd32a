-- They can where the planner puts the body in place of the call: no set, no sub-select, and not
-- less volatile than what the body calls.
do $$
declare
    v_helper record;
    v_plan jsonb;
    v_offenders text[] = '{}';
begin
    for v_helper in
        select
            p.oid::regprocedure::text as signature,
            format('nachet.%I', p.proname) as name,
            p.proretset as is_set,
            string_agg('a.a' || t.n, ', ' order by t.n) as arguments,
            string_agg('null::' || t.type::regtype || ' as a' || t.n, ', ' order by t.n) as columns
        from pg_catalog.pg_proc as p
        inner join pg_catalog.pg_language as l on l.oid = p.prolang
        left join lateral unnest(p.proargtypes::oid[]) with ordinality as t (type, n) on true
        where p.pronamespace = 'nachet'::regnamespace
            and p.proname like '\_%'
            and l.lanname = 'sql'
        group by p.oid, p.proname
    loop
        execute format(
            'explain (verbose, format json) select ' || case
                when v_helper.is_set
                    then 'f.* from (select %3$s offset 0) as a cross join lateral %1$s(%2$s) as f'
                else '%1$s(%2$s) from (select %3$s offset 0) as a'
            end,
            v_helper.name, v_helper.arguments, coalesce(v_helper.columns, 'null')
        ) into v_plan;
        if v_plan::text like '%' || v_helper.name || '(%' then
            v_offenders := v_offenders || v_helper.signature;
        end if;
    end loop;
    assert v_offenders = '{}', v_offenders;
end
$$;
