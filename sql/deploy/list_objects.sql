create or replace function nachet_deploy.list_objects(
    p_schemas text[] default array['nachet', 'nachet_data', 'nachet_deploy']
)
returns table (kind text, identity text, name text, state jsonb)
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- Every object of these schemas, as the catalogue has it. Listed with those of nachet_deploy: the
-- schemas themselves, and the rights that what the owner makes is born with.
select f.* from nachet_deploy.list_functions(p_schemas) as f
union all
select r.* from nachet_deploy.list_relations(p_schemas) as r
union all
select s.* from nachet_deploy.list_schemas() as s
where 'nachet_deploy' = any(p_schemas)
$function$;

comment on function nachet_deploy.list_objects(text[]) is
'Every object of the schemas, as the catalogue has it.';
revoke all on function nachet_deploy.list_objects(text[]) from public;
