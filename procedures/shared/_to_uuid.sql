create or replace function nachet._to_uuid(p_text text)
returns uuid
language sql
immutable
parallel safe
return case
    when p_text ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then p_text::uuid
end;

comment on function nachet._to_uuid(text) is
'The id that a document gives as text; null when the text is no UUID.';
revoke all on function nachet._to_uuid(text) from public;
