create or replace function nachet._is_box(p_box jsonb)
returns boolean
language sql
immutable
parallel safe
return case
    when p_box is null then null
    when
        jsonb_typeof(p_box -> 'topX') = 'number' and jsonb_typeof(p_box -> 'topY') = 'number'
        and jsonb_typeof(p_box -> 'bottomX') = 'number'
        and jsonb_typeof(p_box -> 'bottomY') = 'number'
        then
            (p_box -> 'topX')::numeric between -1e9 and (p_box -> 'bottomX')::numeric
            and (p_box -> 'topY')::numeric between -1e9 and (p_box -> 'bottomY')::numeric
            and (p_box -> 'bottomX')::numeric <= 1e9
            and (p_box -> 'bottomY')::numeric <= 1e9
    else false
end;

comment on function nachet._is_box(jsonb) is
'Whether a document''s value is a box: topX, topY, bottomX, bottomY, ordered, in pixels; null '
'where there is no value.';
revoke all on function nachet._is_box(jsonb) from public;
