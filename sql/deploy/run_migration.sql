create or replace function nachet_deploy.run_migration(p_id text, p_sha256 text, p_sql text)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Applies a migration where it is not yet applied: for the script that `nachet-datastore deploy
-- --sql` writes.
begin
    perform nachet_deploy.take_turn();
    if exists (
        select from nachet_deploy._yoyo_migration as y where y.migration_id = p_id
    ) then
        return p_id || ': there';
    end if;
    execute p_sql;
    -- A migration ends as the login; what follows is the owner's again, also in the next statement.
    perform set_config('role', 'nachet_owner', false);
    perform nachet_deploy.note_migration(p_id, 'apply', p_sha256);
    return p_id || ': applied';
end
$function$;

comment on function nachet_deploy.run_migration(text, text, text) is
'Applies a migration where it is not yet applied.';
revoke all on function nachet_deploy.run_migration(text, text, text) from public;
