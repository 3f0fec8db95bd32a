create or replace function nachet._find_known_seed(p_seed_id uuid, p_name text)
returns uuid language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_seed_id: the id that the caller gives, or null.
begin
    if p_seed_id is null or exists (
        select
        from nachet_data.seed as s
        where s.id = p_seed_id and s.merged_into is null
    ) then
        return null;
    end if;
    return (nachet._resolve_labels(array[p_name], false) ->> p_name)::uuid;
end
$function$;

comment on function nachet._find_known_seed is
'Returns the species of a name, if it has not the id that the caller gives; else null.';

create or replace function nachet._add_seed_id(p_seed_id uuid, p_name text, p_known_id uuid)
returns boolean language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- A species that was merged into the known one from the start: whatever takes the id follows it.
-- The caller has locked the catalogue.
-- Raises: NX108.
declare
    v_now constant timestamptz := nachet._now();
    v_new_id uuid;
begin
    insert into nachet_data.seed (
        id, name, rank, object_type_id, merged_into, upload_date, updated_at
    )
    select p_seed_id, p_name, s.rank, s.object_type_id, s.id, v_now, v_now
    from nachet_data.seed as s
    where s.id = p_known_id
    on conflict (id) do nothing
    returning id into v_new_id;
    if v_new_id is null and not exists (
        select
        from nachet_data.seed as s
        where s.id = p_seed_id and s.merged_into = p_known_id
    ) then
        perform nachet._raise('NX108', jsonb_build_object('seed_id', p_seed_id));
    end if;
    return v_new_id is not null;
end
$function$;

comment on function nachet._add_seed_id is
'Gives a species a further id and returns whether it is new.';

create or replace function nachet.register_seed(
    p_user_id uuid, p_name text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Options: seed_id (the caller's own id), information (a JSON object, limited
-- as metadata are), confirmed (default false;
-- true only for administrators), gbif_key, eppo_code, itis_tsn, object_type_id (default 1, a seed),
-- rank (family, genus, group, species, subspecies, variety or form; without it genus for a name
-- such as "Cuscuta spp.", else species), parent (the genus or family that it belongs to, by name)
-- or parent_id. With the id of another catalogue and a name or label of a known species, the id
-- becomes a further id of that species, which stays as it is: whatever takes an id of a species
-- takes this one, too.
-- Locks: the catalogue, against renaming and merging; waits for a concurrent transaction that adds
-- the same name.
-- Raises: NX001, NX007 (parent), NX015, NX103, NX108, NX111, NX122, NX123, NX206, NX210, NX302,
-- NX303.
-- Repeat: with the same seed_id and name, the species; without an id, NX103 or NX111.
declare
    v_now constant timestamptz := nachet._now();
    v_facts jsonb;
    v_name text;
    v_given_id uuid;
    v_seed_id uuid;
    v_known_id uuid;
    v_new_id uuid;
    v_after jsonb;
begin
    perform nachet._require_user(p_user_id, 'read');
    v_given_id := nachet._to_uuid(p_options ->> 'seed_id');
    v_seed_id := coalesce(v_given_id, nachet_data.uuid7());
    lock table nachet_data.seed in row exclusive mode;
    v_known_id := nachet._find_known_seed(v_given_id, p_name);
    v_facts := nachet._read_seed_facts(
        p_options, '{"seed_id": "uuid"}', coalesce(v_known_id, v_seed_id)
    );
    if v_facts -> 'confirmed' = 'true' then
        perform nachet._require_user(p_user_id, 'admin');
    end if;
    v_name := nachet._require_label_free(p_name, coalesce(v_known_id, v_seed_id), 'name');
    insert into nachet_data.seed (
        id, name, rank, parent_id, information, confirmed, gbif_key, eppo_code, itis_tsn,
        object_type_id, upload_date, updated_at
    )
    select
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
    where v_known_id is null
    on conflict do nothing
    returning id into v_new_id;

    if v_new_id is null then
        -- A concurrent transaction may have added the name or an id after the first check.
        v_known_id := nachet._find_known_seed(v_given_id, p_name);
    end if;
    if v_known_id is not null then
        if nachet._add_seed_id(v_seed_id, v_name, v_known_id) then
            v_after := jsonb_build_object(
                'seed_id', v_seed_id, 'merged_into', v_known_id, 'moved', '[]'::jsonb
            );
            perform nachet._record_seed_changes(
                p_user_id, 'merge', null,
                array[v_after || '{"merged_into": null}'], array[v_after], v_known_id
            );
        end if;
        return nachet._seed_document(v_known_id);
    elsif v_new_id is null then
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
