create or replace function nachet.register_seed(
    p_user_id uuid, p_name text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Options: seed_id (the caller's own id), information (a JSON object), confirmed (default false;
-- true only for administrators), gbif_key, eppo_code, itis_tsn, object_type_id (default 1, a seed),
-- rank (family, genus, group, species, subspecies, variety or form; without it genus for a name
-- such as "Cuscuta spp.", else species), parent (the genus or family that it belongs to, by name)
-- or parent_id.
-- Locks: the catalogue, against renaming and merging; waits for a concurrent transaction that adds
-- the same name.
-- Raises: NX001, NX007 (parent), NX015, NX103, NX108, NX111, NX122, NX123, NX206, NX210, NX302.
-- Repeat: with the same seed_id and name, the species; without an id, NX103.
declare
    v_now constant timestamptz := nachet._now();
    v_facts jsonb;
    v_name text;
    v_seed_id uuid;
    v_new_id uuid;
begin
    perform nachet._require_user(p_user_id, 'read');
    v_seed_id := coalesce(nachet._to_uuid(p_options ->> 'seed_id'), nachet_data.uuid7());
    lock table nachet_data.seed in row exclusive mode;
    v_facts := nachet._read_seed_facts(p_options, '{"seed_id": "uuid"}', v_seed_id);
    if v_facts -> 'confirmed' = 'true' then
        perform nachet._require_user(p_user_id, 'admin');
    end if;
    v_name := nachet._require_label_free(p_name, v_seed_id, 'name');
    insert into nachet_data.seed (
        id, name, rank, parent_id, information, confirmed, gbif_key, eppo_code, itis_tsn,
        object_type_id, upload_date, updated_at
    )
    values (
        v_seed_id,
        v_name,
        coalesce(v_facts ->> 'rank', nachet_data.rank_of(v_name)),
        (v_facts ->> 'parent_id')::uuid,
        coalesce(nullif(v_facts -> 'information', 'null'), '{}'),
        coalesce((v_facts ->> 'confirmed')::boolean, false),
        (v_facts ->> 'gbif_key')::numeric,
        upper(v_facts ->> 'eppo_code'),
        (v_facts ->> 'itis_tsn')::numeric,
        coalesce((v_facts ->> 'object_type_id')::numeric, 1),
        v_now,
        v_now
    )
    on conflict do nothing
    returning id into v_new_id;

    if v_new_id is null then
        -- A concurrent transaction may have added the name or an id after the first check.
        perform nachet._require_label_free(v_name, v_seed_id, 'name');
        perform nachet._read_seed_facts(p_options, '{"seed_id": "uuid"}', v_seed_id);
        if not exists (
            select from nachet_data.seed as s
            where s.id = v_seed_id
                and s.merged_into is null
                and s.name_key = (nachet._read_label(v_name)).name_key
        ) then
            perform nachet._raise('NX108', jsonb_build_object('seed_id', v_seed_id));
        end if;
        return nachet._seed_document(v_seed_id);
    end if;
    return (nachet._record_seed_changes(
        p_user_id, 'add', null, array[jsonb_build_object('seed_id', v_seed_id)]
    ))[1];
end
$function$;

comment on function nachet.register_seed is 'Adds a species to the catalogue and returns it.';
grant execute on function nachet.register_seed to nachet_backend;
