create or replace function nachet._raise_pipeline_not_found(p_detail jsonb)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Raises: NX008, always.
begin
    raise exception using
        errcode = 'NX008',
        message = 'pipeline not found',
        detail = p_detail::text,
        hint = 'Use the id or the name of an active pipeline; import it if it is new.';
end
$function$;

comment on function nachet._raise_pipeline_not_found(jsonb) is
'Says that there is no such pipeline.';
revoke all on function nachet._raise_pipeline_not_found(jsonb) from public;
