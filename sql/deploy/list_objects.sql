create or replace function nachet_deploy.list_objects()
returns table (kind text, identity text, name text, state jsonb)
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- Every object of the datastore's schemas, as the catalogue has it.
select f.* from nachet_deploy.list_functions() as f
union all
select r.* from nachet_deploy.list_relations() as r
union all
select s.* from nachet_deploy.list_schemas() as s
$function$;

comment on function nachet_deploy.list_objects() is
'Every object of the datastore''s schemas, as the catalogue has it.';
revoke all on function nachet_deploy.list_objects() from public;
