create table nachet_data.beside (
    id uuid primary key references nachet_data.users (id),
    container_id uuid
);
create table nachet_data.below (
    id uuid,
    container_id uuid references nachet_data.container (id),
    picture_id uuid,
    primary key (id, container_id),
    foreign key (container_id, picture_id) references nachet_data.picture (container_id, id)
);
do $test$
declare
    v_offenders text;
begin
    create temporary table planned as
    select p.part ->> 'kind' as kind, (p.part ->> 'name')::regclass as name, p.place
    from jsonb_array_elements(nachet._plan_distribution()) with ordinality as p (part, place)
    where p.part ->> 'kind' in ('reference', 'distributed');

    assert (
        select count(distinct p.name) = count(*) and count(*) = (
            select count(*) from pg_catalog.pg_class as c
            where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r'
        )
        from planned as p
    );
    assert (
        select array_agg(p.kind order by p.name::text) from planned as p
        where p.name::text = any('{nachet_data.below, nachet_data.beside,
            nachet_data.group_container, nachet_data.object, nachet_data.seed}')
    ) = '{distributed,reference,reference,distributed,reference}';

    select string_agg(k.conname, ', ') into v_offenders
    from pg_catalog.pg_constraint as k
    inner join planned as p on k.conrelid = p.name
    inner join planned as r on k.confrelid = r.name
    where k.contype = 'f' and k.conrelid <> k.confrelid and r.place > p.place;
    assert v_offenders is null, v_offenders;
end
$test$;
