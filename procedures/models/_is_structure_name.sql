create or replace function nachet._is_structure_name(p_value jsonb)
returns boolean
language sql
immutable
parallel safe
return coalesce(
    jsonb_typeof(p_value) = 'string'
    and btrim(p_value #>> '{}') <> ''
    and char_length(p_value #>> '{}') <= 200,
    false
);

comment on function nachet._is_structure_name(jsonb) is
'Whether a document''s value can name a model or a pipeline.';
revoke all on function nachet._is_structure_name(jsonb) from public;
