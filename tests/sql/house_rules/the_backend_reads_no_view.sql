-- A view asks nobody who acts: who has it reads every container. The backend has the functions.
do $$
declare
    v_offenders text;
begin
    select string_agg(c.oid::regclass::text, ', ') into v_offenders
    from pg_catalog.pg_class as c
    cross join unnest(array['nachet_backend', 'nachet_service']) as r (name)
    where c.relnamespace = 'nachet'::regnamespace
        and (
            has_table_privilege(
                r.name, c.oid, 'select, insert, update, delete, truncate, references, trigger'
            )
            or has_any_column_privilege(r.name, c.oid, 'select, insert, update, references')
        );
    assert v_offenders is null, v_offenders;
end
$$;
