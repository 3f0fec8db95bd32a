create or replace function nachet._is_secret(p_key text, p_value jsonb)
returns boolean
language sql
stable
parallel safe
return jsonb_path_exists(
    jsonb_build_object(p_key, p_value),
    '$.** ? (@.type() == "object").keyvalue().key ? (
        @ like_regex "endpoint|ur[il]s?$|connection[^a-z]?string" flag "i"
            && !(@ like_regex "^endpoint[^a-z]?name$" flag "i")
        || @ like_regex "keys?$|(^|[^a-z])keys?[^a-z]|secret|token|passw|credential" flag "i"
        || @ like_regex "(^|[^a-z])(auth|pwd|sas)([^a-z]|$)|authori[sz]|bearer|signature" flag "i"
    )'
) or jsonb_path_exists(
    p_value,
    '$.** ? (@.type() == "string" && @ like_regex "^[a-z]+://|^(basic|bearer) " flag "i")'
);

comment on function nachet._is_secret(text, jsonb) is
'Whether a key of a model''s document is an address or a key of its deployment, by its name or by '
'its value, or has one within its value.';
revoke all on function nachet._is_secret(text, jsonb) from public;
