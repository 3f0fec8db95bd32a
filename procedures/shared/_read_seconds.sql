create or replace function nachet._read_seconds(
    p_options jsonb, p_key text, p_default numeric, p_highest numeric
)
returns interval
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
-- An option that is a time in seconds, up to the highest.
-- Raises: NX210.
declare
    v_seconds constant numeric := coalesce(
        nachet._read_option(p_options, p_key, 'number')::numeric, p_default
    );
begin
    if v_seconds not between 0 and p_highest then
        raise exception using
            errcode = 'NX210',
            message = 'not a valid option',
            detail = jsonb_build_object(
                'option', p_key, 'value', v_seconds, 'lowest', 0, 'highest', p_highest
            )::text,
            hint = 'Use the options that the function''s description lists.';
    end if;
    return make_interval(secs => v_seconds::double precision);
end
$function$;

comment on function nachet._read_seconds(jsonb, text, numeric, numeric) is
'A time in seconds, by its option.';
revoke all on function nachet._read_seconds(jsonb, text, numeric, numeric) from public;
