do $$
declare
    v_offenders text;
begin
    -- In a table of one row each index that begins with container_id finds a row by its id as well
    -- as the primary key does, to the planner. A foreign key that is checked by such a plan reads a
    -- container each time, once the table is full. A condition, such as that the second column is
    -- not null, leaves it to those who ask for that column. To these tables each box refers.
    select string_agg(i.indexrelid::regclass::text, ', ') into v_offenders
    from pg_catalog.pg_index as i
    inner join pg_catalog.pg_attribute as a on i.indrelid = a.attrelid and i.indkey[0] = a.attnum
    where a.attname = 'container_id'
        and not i.indisprimary
        and i.indpred is null
        and i.indrelid in (
            'nachet_data.picture'::regclass, 'nachet_data.inference'::regclass,
            'nachet_data.specimen'::regclass
        );
    assert v_offenders is null, v_offenders;
end
$$;
