create or replace function nachet._name_key(p_name text)
returns text
language sql
immutable
parallel safe
return lower(normalize(regexp_replace(btrim(p_name), '\s+', ' ', 'g'), nfkd));

comment on function nachet._name_key(text) is
'A species'' name as it is compared: the generated columns name_key use the same expression.';
revoke all on function nachet._name_key(text) from public;
