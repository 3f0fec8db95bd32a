create or replace function nachet._is_blank(p_text text)
returns boolean
language sql
immutable
parallel safe
return p_text !~ '[^\s\u00A0"“”„«»]';

comment on function nachet._is_blank(text) is
'Whether nothing is left of a text without blanks and quotes: no label of a species.';
revoke all on function nachet._is_blank(text) from public;
