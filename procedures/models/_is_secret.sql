create or replace function nachet._is_secret(p_key text, p_value jsonb)
returns boolean
language sql
stable
parallel safe
return jsonb_path_exists(
    jsonb_build_object(p_key, p_value),
    '$.** ? (@.type() == "object").keyvalue().key ? (
        @ like_regex "^endpoint([_-]?ur[il])?$|ur[il]s?$|connection[^a-z]?string" flag "i"
        || @ like_regex "keys?$|(^|[^a-z])keys?[^a-z]|secret|token|passw|credential" flag "i"
        || @ like_regex "authori[sz]|bearer|signature|(^|[^a-z])sas([^a-z]|$)" flag "i"
    )'
);

comment on function nachet._is_secret(text, jsonb) is
'Whether a key of a model''s document is an address or a key of its deployment, or has one within '
'its value.';
revoke all on function nachet._is_secret(text, jsonb) from public;
