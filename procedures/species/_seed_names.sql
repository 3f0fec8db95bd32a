create or replace function nachet._seed_names(p_options jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX210.
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

comment on function nachet._seed_names is
'Returns the ids and names of species, by name: all, or only the confirmed or unconfirmed ones.';
