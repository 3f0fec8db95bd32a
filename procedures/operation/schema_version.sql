create or replace function nachet.schema_version()
returns text
language sql
immutable
security definer
set search_path = pg_catalog, pg_temp
return '1.0';

comment on function nachet.schema_version() is
'Version of the published interface, major.minor: a client works with its own major version from '
'its own minor on.';
revoke all on function nachet.schema_version() from public;
grant execute on function nachet.schema_version() to nachet_backend, nachet_analyst;
