create or replace function nachet._raise_seed_not_found(p_detail jsonb)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Raises: NX007, always.
begin
    raise exception using
        errcode = 'NX007',
        message = 'species not found',
        detail = p_detail::text,
        hint = 'Search the catalogue; register the species if it is new.';
end
$function$;

comment on function nachet._raise_seed_not_found(jsonb) is 'Says that there is no such species.';
revoke all on function nachet._raise_seed_not_found(jsonb) from public;
