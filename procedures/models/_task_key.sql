create or replace function nachet._task_key(p_name text)
returns text
language sql
immutable
parallel safe
return lower(regexp_replace(p_name, '[-_[:space:]]+', '', 'g'));

comment on function nachet._task_key(text) is
'A task''s name as it is compared: the generated column name_key uses the same expression.';
revoke all on function nachet._task_key(text) from public;
