create or replace function nachet.get_status()
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- What the database can tell of itself: its versions, the migrations and files that it was
-- deployed from, what was changed by hand since, indexes that are broken, how much is still to be
-- done in the blob store, and how big the tables are. Whether that is what it should be is for
-- who has the source to say.
-- Locks: nothing.
-- Raises: nothing of its own.
-- Repeat: changes nothing.
begin
    return jsonb_build_object(
        'schema_version', nachet.schema_version(),
        'server_version', current_setting('server_version'),
        'migrations', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'migration_id', y.migration_id, 'sha256', m.sha256,
                'applied_at', y.applied_at_utc at time zone 'UTC'
            ) order by y.migration_id), '[]')
            from nachet_deploy._yoyo_migration as y
            left join nachet_deploy.migration as m on m.migration_id = y.migration_id
        ),
        'deploy_finished', not exists (
            select from nachet_deploy.migration as m where not m.recorded
        ),
        'sources', (
            select coalesce(jsonb_object_agg(s.file, nachet_deploy.hash_text(s.sql)), '{}')
            from nachet_deploy.source as s
            where s.applied
        ),
        'drift', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'object', d.kind || ' ' || d.identity, 'reasons', d.reasons
            ) order by d.kind, d.identity), '[]')
            from (
                select c.kind, c.identity, c.reasons
                from nachet_deploy.compare_objects() as c
                where c.reasons <> '{}'
                    -- What a migration made is taken note of at the end of the deploy.
                    and not (
                        c.identity like 'nachet\_data.%'
                        and exists (select from nachet_deploy.migration as m where not m.recorded)
                    )
                union all
                select 'role', r.identity, r.reasons
                from nachet_deploy.find_role_faults() as r
            ) as d
        ),
        'invalid_indexes', (
            select coalesce(jsonb_agg(c.oid::regclass order by c.relname), '[]')
            from pg_index as i
            inner join pg_class as c on c.oid = i.indexrelid
            where c.relnamespace = 'nachet_data'::regnamespace
                and not (i.indisvalid and i.indisready)
        ),
        'blobs', nachet._measure_backlog(),
        'tables', nachet._measure_tables()
    );
end
$function$;

comment on function nachet.get_status() is
'Versions, what was deployed, what was changed by hand since, what is still to be done, and sizes.';
revoke all on function nachet.get_status() from public;
grant execute on function nachet.get_status() to nachet_backend, nachet_analyst;
