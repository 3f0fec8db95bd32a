create or replace function nachet._new_id(p_options jsonb, p_key text)
returns uuid
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- The id that the caller chose under this key, else a new one.
-- Raises: NX210 when what the caller gave is no UUID.
begin
    if p_options -> p_key is null or p_options ->> p_key is null then
        return nachet_data.uuid7();
    elsif nachet._to_uuid(p_options ->> p_key) is null then
        raise exception using
            errcode = 'NX210',
            message = 'not a valid option',
            detail = jsonb_build_object('option', p_key, 'value', p_options -> p_key)::text,
            hint = 'Use the options that the function''s description lists.';
    end if;
    return nachet._to_uuid(p_options ->> p_key);
end
$function$;

comment on function nachet._new_id(jsonb, text) is
'The id that a caller chose for something new, else a new one.';
revoke all on function nachet._new_id(jsonb, text) from public;
