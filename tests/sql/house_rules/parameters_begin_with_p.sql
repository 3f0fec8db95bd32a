do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace = 'nachet'::regnamespace
        and (
            p.pronargs > cardinality(coalesce(p.proargnames, '{}'))
            or exists (
                select from unnest(p.proargnames) with ordinality as a (name, position)
                where a.position <= p.pronargs and a.name not like 'p\_%'
            )
        );
    assert v_offenders is null, v_offenders;
end
$$;
