do $$
declare
    v_offenders text;
begin
    select string_agg(c.relname || '.' || a.attname, ', ') into v_offenders
    from pg_catalog.pg_attribute as a
    inner join pg_catalog.pg_class as c on c.oid = a.attrelid
    where c.relnamespace = 'nachet_data'::regnamespace
        and c.relkind = 'r'
        and a.attnum > 0
        and not a.attisdropped
        and a.atttypid in (
            'json'::regtype, 'timestamp'::regtype, 'varchar'::regtype, 'bpchar'::regtype,
            'real'::regtype, 'money'::regtype
        );
    assert v_offenders is null, v_offenders;
end
$$;
