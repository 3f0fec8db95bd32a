create or replace function nachet.list_seeds(p_user_id uuid, p_options jsonb default '{}')
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- The catalogue by name: ids and names. Options: confirmed (true or false: only those).
-- Locks: nothing.
-- Raises: NX001, NX210.
-- Repeat: the same answer.
declare
    v_confirmed boolean;
    v_seeds jsonb;
begin
    perform nachet._require_user(p_user_id);
    perform nachet._require_options(p_options, array['confirmed']);
    v_confirmed := nachet._read_option(p_options, 'confirmed', 'boolean')::boolean;
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

comment on function nachet.list_seeds(uuid, jsonb) is
'Ids and names of all species, by name. Options: confirmed (only those confirmed, or only those '
'not).';
revoke all on function nachet.list_seeds(uuid, jsonb) from public;
grant execute on function nachet.list_seeds(uuid, jsonb) to nachet_backend;
