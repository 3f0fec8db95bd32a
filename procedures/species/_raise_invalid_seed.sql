create or replace function nachet._raise_invalid_seed(p_field text, p_value jsonb)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
-- Raises: NX206, always.
begin
    raise exception using
        errcode = 'NX206',
        message = 'not a valid description of a species',
        detail = jsonb_build_object('field', p_field, 'value', p_value)::text,
        hint = 'Correct the field that the detail names.';
end
$function$;

comment on function nachet._raise_invalid_seed(text, jsonb) is
'Says what is wrong with the description of a species.';
revoke all on function nachet._raise_invalid_seed(text, jsonb) from public;
