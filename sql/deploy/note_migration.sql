create or replace function nachet_deploy.note_migration(
    p_id text, p_operation text, p_sha256 text
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Takes note, as yoyo does, that a migration was applied or rolled back, and of what it says.
declare
    c_now constant timestamp := now() at time zone 'UTC';
    c_hash constant text := nachet_deploy.hash_text(p_id);
begin
    insert into nachet_deploy._yoyo_log (
        id, migration_hash, migration_id, operation, username, hostname, created_at_utc
    )
    values (gen_random_uuid(), c_hash, p_id, p_operation, session_user, inet_client_addr(), c_now);
    if p_operation = 'apply' then
        insert into nachet_deploy._yoyo_migration (migration_hash, migration_id, applied_at_utc)
        values (c_hash, p_id, c_now)
        on conflict (migration_hash) do nothing;
    else
        delete from nachet_deploy._yoyo_migration as y
        where y.migration_hash = c_hash;
    end if;
    perform nachet_deploy.record_migrations(jsonb_build_object(p_id, p_sha256));
end
$function$;

comment on function nachet_deploy.note_migration(text, text, text) is
'Takes note, as yoyo does, that a migration was applied or rolled back.';
revoke all on function nachet_deploy.note_migration(text, text, text) from public;
