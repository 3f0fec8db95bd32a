create or replace function nachet._read_limit(p_options jsonb)
returns integer
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
-- The option limit, how many rows a page holds: 1 to 1000, 100 unless said.
-- Raises: NX210.
declare
    v_limit constant numeric :=
        coalesce(nachet._read_option(p_options, 'limit', 'number')::numeric, 100);
begin
    if v_limit not between 1 and 1000 or v_limit <> trunc(v_limit) then
        raise exception using
            errcode = 'NX210',
            message = 'not a valid option',
            detail = jsonb_build_object(
                'option', 'limit', 'value', v_limit, 'lowest', 1, 'highest', 1000
            )::text,
            hint = 'Use the options that the function''s description lists.';
    end if;
    return v_limit::integer;
end
$function$;

comment on function nachet._read_limit(jsonb) is 'How many rows a page holds, by its option.';
revoke all on function nachet._read_limit(jsonb) from public;
