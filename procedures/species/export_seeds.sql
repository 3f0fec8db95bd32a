create or replace function nachet.export_seeds(p_options jsonb default '{}')
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the application itself, which has no acting user at its start.
-- Options: confirmed (true: only confirmed species; false: only unconfirmed ones).
-- Locks: nothing.
-- Raises: NX210.
-- Repeat: the same answer.
begin
    return nachet._seed_names(p_options);
end
$function$;

comment on function nachet.export_seeds is 'Lists the ids and names of all species, by name.';
grant execute on function nachet.export_seeds to nachet_service;
