-- A view that is none lets a reader's cheap function see the rows that it hides, before its own
-- conditions do. All are, whether they hide rows today or not: a condition that is added later
-- holds at once. The first of the two here proves that one without is found.
do $$
declare
    v_offenders text[];
begin
    create view nachet.open as
    select ps.id
    from nachet_data.picture_set as ps
    where ps.deleted_at is null;
    create view nachet.closed with (security_barrier) as
    select ps.id
    from nachet_data.picture_set as ps
    where ps.deleted_at is null;

    select array_agg(c.oid::regclass::text) into v_offenders
    from pg_catalog.pg_class as c
    where c.relnamespace = 'nachet'::regnamespace
        and c.relkind in ('v', 'm')
        and not exists (
            select
            from pg_catalog.pg_options_to_table(c.reloptions) as o
            where o.option_name = 'security_barrier' and o.option_value::boolean
        );
    assert v_offenders = array['nachet.open'], v_offenders;
end
$$;
