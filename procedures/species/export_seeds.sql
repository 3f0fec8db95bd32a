create or replace function nachet.export_seeds(p_options jsonb default '{}')
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the application itself, which has no acting user at its start.
-- Options: confirmed (true: only confirmed species; false: only unconfirmed ones).
-- Locks: nothing.
-- Raises: NX210.
-- Repeat: the same answer.
declare
    v_confirmed constant boolean := (
        nachet._read_options(p_options, '{"confirmed": "boolean"}') -> 'confirmed'
    )::boolean;
    v_seeds jsonb;
begin
    select coalesce(
        jsonb_agg(jsonb_build_object('seed_id', s.id, 'seed_name', s.name) order by s.name_key),
        '[]'
    )
    into v_seeds
    from nachet_data.seed as s
    where s.merged_into is null and s.confirmed = coalesce(v_confirmed, s.confirmed);
    return jsonb_build_object('seeds', v_seeds);
end
$function$;

comment on function nachet.export_seeds is 'Lists the ids and names of all species, by name.';
grant execute on function nachet.export_seeds to nachet_service;
