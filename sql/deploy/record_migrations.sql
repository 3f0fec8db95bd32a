create or replace function nachet_deploy.record_migrations(p_contents jsonb)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $function$
-- Takes note of what the applied migrations say, by their ids. What was noted stays: a file that
-- is edited later is found out by it.
with gone as (
    delete from nachet_deploy.migration as m
    where not exists (
        select from nachet_deploy._yoyo_migration as y where y.migration_id = m.migration_id
    )
)

insert into nachet_deploy.migration (migration_id, sha256)
select y.migration_id, p_contents ->> y.migration_id
from nachet_deploy._yoyo_migration as y
where p_contents ? y.migration_id
on conflict (migration_id) do nothing
$function$;

comment on function nachet_deploy.record_migrations(jsonb) is
'Takes note of what the applied migrations say.';
revoke all on function nachet_deploy.record_migrations(jsonb) from public;
