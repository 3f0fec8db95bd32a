-- Rows of these tables are never deleted, so nothing ever looks for who points to them.
do $$
declare
    c_kept constant text[] := array[
        'permission', 'object_type', 'task', 'users', 'seed', 'model', 'model_version', 'pipeline'
    ];
    v_offenders text;
begin
    select string_agg(k.conname, ', ') into v_offenders
    from pg_catalog.pg_constraint as k
    inner join pg_catalog.pg_class as r on r.oid = k.confrelid
    where k.connamespace = 'nachet_data'::regnamespace
        and k.contype = 'f'
        and r.relname <> all(c_kept)
        and not exists (
            select from pg_catalog.pg_index as i
            where i.indrelid = k.conrelid
                and coalesce(pg_get_expr(i.indpred, i.indrelid), '') ~ '^(\(\w+ IS NOT NULL\))?$'
                and (i.indkey::smallint[])[0 : cardinality(k.conkey) - 1] @> k.conkey
        );
    assert v_offenders is null, v_offenders;
end
$$;
