create or replace function nachet._measure_backlog()
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Null when the owner may not read the table: status must be able to report that.
begin
    if not has_table_privilege('nachet_data.blob_task', 'select') then
        return null;
    end if;
    return (
        select jsonb_build_object(
            'nb_due', count(*) filter (where not t.parked and t.run_after <= nachet._now()),
            'nb_later', count(*) filter (where not t.parked and t.run_after > nachet._now()),
            'nb_parked', count(*) filter (where t.parked),
            'oldest', min(t.upload_date),
            'last_error', (
                array_agg(t.last_error order by t.parked desc, t.run_after desc)
                filter (where t.last_error is not null)
            )[1]
        )
        from nachet_data.blob_task as t
    );
end
$function$;

comment on function nachet._measure_backlog is 'Returns how many blob tasks are still to be done.';

create or replace function nachet._measure_tables()
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- A small table is counted; the rows of a large one, or of one that the owner may not read, are
-- estimated from statistics.
declare
    v_table record;
    v_nb_rows bigint;
    v_tables jsonb := '[]'::jsonb;
begin
    for v_table in
        select
            c.oid::regclass as name,
            pg_relation_size(c.oid) > 100000
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

comment on function nachet._measure_tables is
'Returns each table with its size and its number of rows.';

create or replace function nachet.get_status()
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The caller compares it with its source.
-- Locks: nothing.
-- Raises: nothing of its own.
-- Repeat: changes nothing.
declare
    v_blobs constant jsonb := nachet._measure_backlog();
    v_tables constant jsonb := nachet._measure_tables();
begin
    return jsonb_build_object(
        'schema_version', nachet.schema_version(),
        'server_version', current_setting('server_version'),
        'migrations', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'migration_id', y.migration_id, 'sha256', d.sha256,
                'applied_at', y.applied_at_utc at time zone 'UTC'
            ) order by y.migration_id), '[]')
            from nachet_deploy._yoyo_migration as y
            left join nachet_deploy.deployed as d on d.object = 'migration ' || y.migration_id
        ),
        'deploy_finished', (
            select count(*) > 0
            from nachet_deploy.deployed as d
            where d.object = 'migrations' and d.sha256 = (
                select encode(sha256(convert_to(
                    string_agg(y.migration_id, e'\n' order by y.migration_id collate "C"), 'UTF8'
                )), 'hex')
                from nachet_deploy._yoyo_migration as y
            )
        ),
        'deployed', (
            select coalesce(jsonb_object_agg(d.object, jsonb_build_object(
                'sha256', d.sha256, 'server', d.server, 'parts', d.parts
            )), '{}')
            from nachet_deploy.deployed as d
            where not starts_with(d.object, 'migration')
        ),
        'invalid_indexes', (
            select coalesce(jsonb_agg(c.oid::regclass order by c.relname), '[]')
            from pg_index as i
            inner join pg_class as c on c.oid = i.indexrelid
            where c.relnamespace = 'nachet_data'::regnamespace
                and not (i.indisvalid and i.indisready)
        ),
        'blobs', v_blobs,
        'tables', v_tables
    );
end
$function$;

comment on function nachet.get_status is
'Returns versions, migrations, the deployed objects, open blob tasks and table sizes.';
grant execute on function nachet.get_status to nachet_backend, nachet_analyst;
