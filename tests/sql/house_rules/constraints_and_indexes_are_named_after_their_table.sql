-- Whoever reads an error or a plan sees where and what: <table>_<columns>_key, _check, _fkey, _idx.
do $$
declare
    v_offenders text;
begin
    select string_agg(o.name, ', ') into v_offenders
    from (
        select
            k.conname as name,
            t.relname as table_name,
            case k.contype
                when 'p' then 'pkey' when 'u' then 'key' when 'f' then 'fkey' else 'check'
            end as kind
        from pg_catalog.pg_constraint as k
        inner join pg_catalog.pg_class as t on t.oid = k.conrelid
        where k.connamespace = 'nachet_data'::regnamespace and k.contype in ('p', 'u', 'f', 'c')
        union all
        select
            x.relname,
            t.relname,
            case when i.indisprimary then 'pkey' when i.indisunique then 'key' else 'idx' end
        from pg_catalog.pg_index as i
        inner join pg_catalog.pg_class as x on x.oid = i.indexrelid
        inner join pg_catalog.pg_class as t on t.oid = i.indrelid
        where t.relnamespace = 'nachet_data'::regnamespace
    ) as o
    where o.name !~ format('^%s_(\w+_)?%s$', o.table_name, o.kind);
    assert v_offenders is null, v_offenders;
end
$$;
