create or replace function nachet_deploy.name_grantee(p_role oid)
returns text
language sql
stable
return case when p_role = 0 then 'public' else quote_ident(pg_get_userbyid(p_role)) end;

comment on function nachet_deploy.name_grantee(oid) is
'A role''s name, as a grant is written.';
revoke all on function nachet_deploy.name_grantee(oid) from public;
