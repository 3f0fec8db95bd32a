create or replace function nachet._is_box(p_box jsonb)
returns boolean
language sql
immutable
parallel safe
return case
    when p_box is null then null
    when
        nachet._is_number(p_box -> 'topX', -1e9, 1e9)
        and nachet._is_number(p_box -> 'topY', -1e9, 1e9)
        and nachet._is_number(p_box -> 'bottomX', -1e9, 1e9)
        and nachet._is_number(p_box -> 'bottomY', -1e9, 1e9)
        then
            (p_box -> 'topX')::numeric <= (p_box -> 'bottomX')::numeric
            and (p_box -> 'topY')::numeric <= (p_box -> 'bottomY')::numeric
    else false
end;

comment on function nachet._is_box(jsonb) is
'Whether a document''s value is a box: topX, topY, bottomX, bottomY, ordered, in pixels; null '
'where there is no value.';
revoke all on function nachet._is_box(jsonb) from public;
