create or replace function nachet_deploy.find_id(p_kind text, p_identity text)
returns oid
language sql
stable
set search_path = pg_catalog, pg_temp
return case
    when p_kind in ('function', 'procedure', 'aggregate') then to_regprocedure(p_identity)::oid
    when p_kind = 'schema' then to_regnamespace(p_identity)::oid
    else to_regclass(p_identity)::oid
end;

comment on function nachet_deploy.find_id(text, text) is
'The number that the catalogue has for an object.';
revoke all on function nachet_deploy.find_id(text, text) from public;
