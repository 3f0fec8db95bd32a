create or replace function nachet._to_timestamp(p_text text)
returns timestamptz
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- The instant that a document gives as text; null when the text is none.
begin
    return p_text::timestamptz;
exception
    when invalid_datetime_format or datetime_field_overflow or invalid_parameter_value
        or invalid_time_zone_displacement_value then
        return null;
end
$function$;

comment on function nachet._to_timestamp(text) is
'The instant that a document gives as text; null when the text is none.';
revoke all on function nachet._to_timestamp(text) from public;
