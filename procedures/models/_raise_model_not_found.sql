create or replace function nachet._raise_model_not_found(p_detail jsonb)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Raises: NX009, always.
begin
    raise exception using
        errcode = 'NX009',
        message = 'model or version not found',
        detail = p_detail::text,
        hint = 'Export the models and use one of the names and versions listed there.';
end
$function$;

comment on function nachet._raise_model_not_found(jsonb) is
'Says that there is no such model or version.';
revoke all on function nachet._raise_model_not_found(jsonb) from public;
