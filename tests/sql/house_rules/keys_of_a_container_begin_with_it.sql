-- Primary and unique keys begin with the container, and foreign keys between such tables carry it.
do $$
declare
    v_offenders text;
begin
    with contained as (
        select a.attrelid as id, a.attnum as container
        from pg_catalog.pg_attribute as a
        inner join pg_catalog.pg_class as c on c.oid = a.attrelid
        where c.relnamespace = 'nachet_data'::regnamespace
            and c.relkind = 'r'
            and a.attname = 'container_id'
            and c.relname not in ('group_container', 'user_container')
    )
    select string_agg(k.conname, ', ') into v_offenders
    from pg_catalog.pg_constraint as k
    inner join contained as t on t.id = k.conrelid
    where (k.contype in ('p', 'u') and k.conkey[1] <> t.container)
        or (
            k.contype = 'f'
            and exists (
                select from contained as r
                where r.id = k.confrelid
                    and not (t.container = any(k.conkey) and r.container = any(k.confkey))
            )
        );
    assert v_offenders is null, v_offenders;
end
$$;
