create or replace function nachet._seed_document(p_seed_id uuid)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set jit = off as $function$
-- With its aliases, by name, and vernacular names; also those of species that were merged into it.
-- The generic plan without scans is forced: one made for a small catalogue would scan a large one.
declare
    v_document jsonb;
begin
    select jsonb_build_object(
        'seed_id', s.id,
        'seed_name', s.name,
        'rank', s.rank,
        'parent_id', p.id,
        'parent_name', p.name,
        'confirmed', s.confirmed,
        'object_type_id', s.object_type_id,
        'information', s.information,
        'gbif_key', s.gbif_key,
        'eppo_code', s.eppo_code,
        'itis_tsn', s.itis_tsn,
        'aliases', (
            select coalesce(jsonb_agg(a.name order by a.name_key), '[]')
            from nachet_data.seed as m
            inner join nachet_data.seed_alias as a on m.id = a.seed_id
            where m.current_id = s.id
        ),
        'vernacular_names', (
            select coalesce(jsonb_object_agg(l.language, l.names), '{}')
            from (
                select n.language, jsonb_agg(n.name order by n.place) as names
                from (
                    select distinct on (v.language, v.name_key)
                        v.language, v.name, (m.id <> s.id, m.id, v.position) as place
                    from nachet_data.seed as m
                    inner join nachet_data.vernacular_name as v on m.id = v.seed_id
                    where m.current_id = s.id
                    order by v.language, v.name_key, m.id <> s.id, m.id, v.position
                ) as n
                group by n.language
            ) as l
        ),
        'upload_date', s.upload_date,
        'updated_at', s.updated_at
    )
    into v_document
    from nachet_data.seed as s
    left join nachet_data.seed as c on s.parent_id = c.id
    left join nachet_data.seed as p on c.current_id = p.id
    where s.id = p_seed_id;
    return v_document;
end
$function$;

comment on function nachet._seed_document is 'Returns a species in the form of documents.';
