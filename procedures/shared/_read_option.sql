create or replace function nachet._read_option(p_options jsonb, p_key text, p_type text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
-- An option's value as text; null when it is absent or null.
-- Raises: NX210 when it is not of this type: a JSON type, or uuid.
declare
    v_value constant jsonb := nullif(p_options -> p_key, 'null');
begin
    if jsonb_typeof(v_value) <> replace(p_type, 'uuid', 'string')
        or p_type = 'uuid' and nachet._to_uuid(p_options ->> p_key) is null and v_value is not null
    then
        raise exception using
            errcode = 'NX210',
            message = 'not a valid option',
            detail = jsonb_build_object('option', p_key, 'value', v_value, 'type', p_type)::text,
            hint = 'Use the options that the function''s description lists.';
    end if;
    return p_options ->> p_key;
end
$function$;

comment on function nachet._read_option(jsonb, text, text) is
'The value of an option, refused when it is of another type.';
revoke all on function nachet._read_option(jsonb, text, text) from public;
