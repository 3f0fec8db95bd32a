create or replace function nachet._is_label(p_value jsonb)
returns boolean
language sql
immutable
parallel safe
return case
    when jsonb_typeof(p_value) = 'string'
        then
            char_length(p_value #>> '{}') <= 200
            and not nachet._is_blank(p_value #>> '{}')
    when p_value is not null then false
end;

comment on function nachet._is_label(jsonb) is
'Whether a document''s value can be a species'' label: text, not blank; null where there is no '
'value.';
revoke all on function nachet._is_label(jsonb) from public;
