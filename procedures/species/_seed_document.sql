create or replace function nachet._seed_document(p_seed_id uuid)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- With its aliases by name.
declare
    v_document jsonb;
begin
    select jsonb_build_object(
        'seed_id', s.id,
        'seed_name', s.name,
        'confirmed', s.confirmed,
        'object_type_id', s.object_type_id,
        'information', s.information,
        'gbif_key', s.gbif_key,
        'eppo_code', s.eppo_code,
        'itis_tsn', s.itis_tsn,
        'aliases', (
            select coalesce(jsonb_agg(a.name order by a.name_key), '[]')
            from nachet_data.seed_alias as a
            where a.seed_id = s.id
        ),
        'upload_date', s.upload_date,
        'updated_at', s.updated_at
    )
    into v_document
    from nachet_data.seed as s
    where s.id = p_seed_id;
    return v_document;
end
$function$;

comment on function nachet._seed_document is 'Returns a species in the form of documents.';
