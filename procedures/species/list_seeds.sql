create or replace function nachet.list_seeds(p_user_id uuid, p_options jsonb default '{}')
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Options: confirmed, language, as nachet.export_seeds.
-- Locks: nothing.
-- Raises: NX001, NX210, NX303.
-- Repeat: the same answer.
begin
    perform nachet._require_user(p_user_id, 'read');
    return nachet.export_seeds(p_options);
end
$function$;

comment on function nachet.list_seeds is
'Lists the ids and names of all species, by name; in a language on request.';
grant execute on function nachet.list_seeds to nachet_backend;
