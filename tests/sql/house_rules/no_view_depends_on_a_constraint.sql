-- A view that groups by a primary key alone is not carried to the nodes of Citus. The first of the
-- two here proves that such a one is found, the second that naming each column is enough.
do $$
declare
    v_offenders text[];
begin
    create view nachet.grouped_by_key as
    select
        u.id,
        u.email,
        count(g.id) as nb_groups
    from nachet_data.users as u
    left join nachet_data.groups as g on u.id = g.owner_id
    group by u.id;
    create view nachet.grouped_by_columns as
    select
        u.id,
        u.email,
        count(g.id) as nb_groups
    from nachet_data.users as u
    left join nachet_data.groups as g on u.id = g.owner_id
    group by u.id, u.email;

    select array_agg(distinct r.ev_class::regclass::text) into v_offenders
    from pg_catalog.pg_depend as d
    inner join pg_catalog.pg_rewrite as r
        on d.objid = r.oid and d.classid = 'pg_rewrite'::regclass
    inner join pg_catalog.pg_class as c on r.ev_class = c.oid
    where d.refclassid = 'pg_constraint'::regclass and c.relnamespace = 'nachet'::regnamespace;
    assert v_offenders = array['nachet.grouped_by_key'], v_offenders;
end
$$;
