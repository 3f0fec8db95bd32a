create or replace function nachet_deploy.hash_text(p_text text)
returns text
language sql
immutable
return encode(sha256(convert_to(coalesce(p_text, ''), 'UTF8')), 'hex');

comment on function nachet_deploy.hash_text(text) is
'SHA-256 of a text, in hexadecimal.';
revoke all on function nachet_deploy.hash_text(text) from public;
