create or replace function nachet.export_ml_structure()
returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the application itself, which has no acting user at its start. The document can be imported
-- again.
-- Locks: nothing.
-- Raises: nothing.
-- Repeat: the same answer.
begin
    return nachet._ml_structure_document(true);
end
$function$;

comment on function nachet.export_ml_structure is
'Returns the active pipelines and models as one document, with addresses and keys.';
grant execute on function nachet.export_ml_structure to nachet_service;
