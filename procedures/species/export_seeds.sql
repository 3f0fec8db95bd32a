create or replace function nachet.export_seeds(p_options jsonb default '{}')
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the application itself, which has no acting user at its start.
-- Options: confirmed (true: only confirmed species; false: only unconfirmed ones), language (of the
-- vernacular names, e.g. fr: the preferred name in it, otherwise in the same language of any
-- region, of the species or of one merged into it; default: no names).
-- Locks: nothing.
-- Raises: NX210.
-- Repeat: the same answer.
declare
    v_options constant jsonb := nachet._read_options(
        p_options, '{"confirmed": "boolean", "language": "string"}'
    );
    v_confirmed constant boolean := (v_options -> 'confirmed')::boolean;
    v_language constant text := lower(v_options ->> 'language');
    v_seeds jsonb;
begin
    with called as (
        select distinct on (m.current_id) m.current_id as seed_id, v.name
        from nachet_data.vernacular_name as v
        inner join nachet_data.seed as m on v.seed_id = m.id
        where
            v_language is not null
            and split_part(lower(v.language), '-', 1) = split_part(v_language, '-', 1)
        order by
            m.current_id,
            lower(v.language) = v_language desc,
            position('-' in v.language),
            m.id <> m.current_id, v.language, m.id, v.position
    )

    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'seed_id', s.id, 'seed_name', s.name, 'vernacular_name', c.name
            )
            order by s.name_key
        ),
        '[]'
    )
    into v_seeds
    from nachet_data.seed as s
    left join called as c on s.id = c.seed_id
    where s.merged_into is null and s.confirmed = coalesce(v_confirmed, s.confirmed);
    return jsonb_build_object('seeds', v_seeds);
end
$function$;

comment on function nachet.export_seeds is
'Lists the ids and names of all species, by name; in a language on request.';
grant execute on function nachet.export_seeds to nachet_service;
