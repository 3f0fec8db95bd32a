create or replace function nachet.get_ml_structure(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Locks: nothing.
-- Raises: NX001.
-- Repeat: the same answer.
begin
    return nachet._ml_structure_document(
        nachet._require_user(p_user_id, 'read') = nachet._level('admin')
    );
end
$function$;

comment on function nachet.get_ml_structure is
'Returns the active pipelines and models as one document; with addresses and keys for '
'administrators only.';
grant execute on function nachet.get_ml_structure to nachet_backend;
