create or replace function nachet._to_timestamp(p_text text)
returns timestamptz language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- A date or a date and time in ISO 8601, with or without an offset; not "now", "infinity" and the
-- like, whose instant depends on when they are read. In UTC, the year has four digits.
declare
    v_time timestamptz;
begin
    if
        p_text ~* '^[0-9]{4}-[0-9]{2}-[0-9]{2}'
        '([t ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?'
        '(z|[+-][0-9]{2}(:?[0-9]{2}){0,2})?)?$'
    then
        v_time := p_text::timestamptz;
    end if;
    return case
        when v_time >= timestamptz '0001-01-01Z' and v_time < timestamptz '10000-01-01Z'
            then v_time
    end;
exception
    when invalid_datetime_format or datetime_field_overflow or invalid_parameter_value
        or invalid_time_zone_displacement_value then
        return null;
end
$function$;

comment on function nachet._to_timestamp is
'Returns the instant that a document states as text; null when the text is not an ISO date or '
'time.';
