create or replace function nachet.schema_version()
returns text
language sql
immutable
security definer
set search_path = pg_catalog, pg_temp
return '1';

comment on function nachet.schema_version() is
'Version of the published interface; a client says clearly when it speaks another.';
revoke all on function nachet.schema_version() from public;
grant execute on function nachet.schema_version() to nachet_backend, nachet_analyst;
