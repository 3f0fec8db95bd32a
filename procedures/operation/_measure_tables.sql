create or replace function nachet._measure_tables()
returns jsonb
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Each table with its size and its rows: counted in a small one, in a big one as the statistics
-- have them, or one that someone took away from the owner.
declare
    v_table record;
    v_nb_rows bigint;
    v_tables jsonb := '[]'::jsonb;
begin
    for v_table in
        select
            c.oid::regclass as name,
            pg_relation_size(c.oid) > 1000000
                or not coalesce(has_table_privilege(c.oid, 'select'), false) as estimated,
            coalesce(
                nullif(pg_stat_get_live_tuples(c.oid), 0), greatest(c.reltuples, 0)::bigint
            ) as nb_rows,
            pg_total_relation_size(c.oid) as byte_size
        from pg_class as c
        where c.relnamespace = 'nachet_data'::regnamespace and c.relkind in ('r', 'p')
        order by c.relname
    loop
        v_nb_rows := v_table.nb_rows;
        if not v_table.estimated then
            execute format('select count(*) from %s', v_table.name) into v_nb_rows;
        end if;
        v_tables := v_tables || jsonb_build_object(
            'name', v_table.name,
            'nb_rows', v_nb_rows,
            'estimated', v_table.estimated,
            'byte_size', v_table.byte_size
        );
    end loop;
    return v_tables;
end
$function$;

comment on function nachet._measure_tables() is
'Each table with its size and its rows.';
revoke all on function nachet._measure_tables() from public;
