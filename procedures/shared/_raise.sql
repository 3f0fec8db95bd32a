create or replace function nachet._raise(p_code text, p_detail jsonb)
returns void language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- Message and hint are in sql/errors.csv, from which deploy makes nachet._errors(). A value longer
-- than 200 characters is cut, so that an error stays small however large the input is. An object or
-- array of more than 10,000 bytes is not written at all: its text may be fifty times as large.
declare
    v_error constant jsonb := nachet._errors() -> p_code;
    v_detail jsonb;
begin
    select jsonb_object_agg(
        d.key,
        case
            when jsonb_typeof(d.value) in ('object', 'array') and pg_column_size(d.value) > 10000
                then to_jsonb(
                    format('%s of %s bytes', jsonb_typeof(d.value), pg_column_size(d.value))
                )
            when char_length(d.value #>> '{}') > 200 then to_jsonb(left(d.value #>> '{}', 200))
            else d.value
        end
    )
    into v_detail
    from jsonb_each(p_detail) as d;
    raise exception using
        errcode = p_code,
        message = v_error ->> 'message',
        detail = coalesce(v_detail, '{}')::text,
        hint = v_error ->> 'hint';
end
$function$;

comment on function nachet._raise is 'Raises the error of a code, with values as its detail.';
