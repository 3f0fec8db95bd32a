create or replace function nachet._is_number(p_value jsonb, p_low numeric, p_high numeric)
returns boolean
language sql
immutable
parallel safe
return case
    when jsonb_typeof(p_value) = 'number'
        then
            p_value::numeric between p_low and p_high
            and (abs(p_value::numeric) >= 4.9e-324 or p_value::numeric = 0)
    when p_value is not null then false
end;

comment on function nachet._is_number(jsonb, numeric, numeric) is
'Whether a document''s value is a number between two others that a double holds; null where there '
'is no value.';
revoke all on function nachet._is_number(jsonb, numeric, numeric) from public;
