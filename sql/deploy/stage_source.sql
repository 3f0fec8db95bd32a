create or replace function nachet_deploy.stage_source(p_file text, p_kind text, p_sql text)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $function$
-- Takes a file of the source in, to be run by apply_sources. One that is the same as last time
-- writes nothing.
insert into nachet_deploy.source as s (file, kind, name, sql)
values (p_file, p_kind, substring(p_file from '([^/]+)\.sql$'), p_sql)
on conflict (file) do update
    set kind = excluded.kind, name = excluded.name, sql = excluded.sql, applied = false
    where (s.kind, s.sql) <> (excluded.kind, excluded.sql)
$function$;

comment on function nachet_deploy.stage_source(text, text, text) is
'Takes a file of the source in, to be run by apply_sources.';
revoke all on function nachet_deploy.stage_source(text, text, text) from public;
