-- No trigger, rule, sequence or partition; foreign keys neither deferrable nor changing rows on
-- update or to null. The types of rows (c) go to the nodes with the functions that use them.
do $$
declare
    v_offenders text;
begin
    select string_agg(o.name, ', ') into v_offenders
    from (
        select t.tgname as name
        from pg_catalog.pg_trigger as t
        inner join pg_catalog.pg_class as c on c.oid = t.tgrelid
        where c.relnamespace = 'nachet_data'::regnamespace and not t.tgisinternal
        union all
        select c.relname
        from pg_catalog.pg_class as c
        where c.relnamespace = 'nachet_data'::regnamespace
            and (c.relkind not in ('r', 'i', 'c') or c.relhasrules)
        union all
        select k.conname
        from pg_catalog.pg_constraint as k
        where k.connamespace = 'nachet_data'::regnamespace
            and (
                k.condeferrable
                or (k.contype = 'f' and (k.confdeltype not in ('a', 'c') or k.confupdtype <> 'a'))
            )
    ) as o;
    assert v_offenders is null, v_offenders;
end
$$;
