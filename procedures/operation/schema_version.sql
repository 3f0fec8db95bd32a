create or replace function nachet.schema_version()
returns text language sql immutable security definer
set search_path = pg_catalog, pg_temp as $function$
select '2.0';
$function$;

comment on function nachet.schema_version is
'Returns the version of the published interface, major.minor: a client needs its own major '
'version and at least its own minor version.';
grant execute on function nachet.schema_version to nachet_backend, nachet_analyst;
