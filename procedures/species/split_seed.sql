create or replace function nachet.split_seed(
    p_user_id uuid, p_seed_id uuid, p_name text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- What was identified as the species stays with it, until people identify it again. The name may be
-- an alias of the species. Returns the new species.
-- Options: new_seed_id (the caller's own id), aliases (labels of the species that stand for the new
-- one from now on), reason; as for register_seed: information, confirmed (default true), gbif_key,
-- eppo_code, itis_tsn, object_type_id, rank (default: those of the species), parent or parent_id
-- (default: that of the species).
-- Locks: the catalogue; waits for concurrent transactions that use it.
-- Raises: NX001, NX007 (also for a parent), NX014, NX015, NX103, NX108, NX111, NX122, NX123, NX206,
-- NX210, NX302, NX303.
-- Repeat: with the same new_seed_id and name, the new species; without an id, NX103.
declare
    v_now constant timestamptz := nachet._now();
    v_new_id uuid;
    v_facts jsonb;
    v_name text;
    v_name_key text;
    v_aliases jsonb;
    v_keys text[];
    v_bad text;
    v_old record;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_new_id := coalesce(nachet._to_uuid(p_options ->> 'new_seed_id'), nachet_data.uuid7());
    lock table nachet_data.seed in exclusive mode;
    v_facts := nachet._read_seed_facts(
        p_options, '{"new_seed_id": "uuid", "aliases": "array", "reason": "reason"}', v_new_id
    );
    v_aliases := coalesce(nullif(v_facts -> 'aliases', 'null'), '[]');
    select l.n - 1 as n, l.value into v_old
    from jsonb_array_elements(v_aliases) with ordinality as l (value, n)
    where jsonb_typeof(l.value) <> 'string'
    limit 1;
    if found then
        perform nachet._raise('NX206', jsonb_build_object(
            'place', format('aliases[%s]', v_old.n), 'value', v_old.value
        ));
    end if;
    perform nachet._require_seed(p_seed_id);
    v_name_key := (nachet._read_label(p_name)).name_key;
    select s.name_key, s.merged_into into v_old
    from nachet_data.seed as s
    where s.id = v_new_id;
    if v_old.name_key = v_name_key and v_old.merged_into is null then
        return nachet._seed_document(v_new_id);
    elsif found then
        perform nachet._raise('NX108', jsonb_build_object('seed_id', v_new_id));
    end if;
    select s.id, s.name, s.name_key, s.rank, s.parent_id, s.object_type_id
    into v_old
    from nachet_data.seed as s
    where s.id = p_seed_id;
    v_name := nachet._require_label_free(p_name, p_seed_id, 'name');
    if v_old.name_key = v_name_key then
        perform nachet._raise('NX103', jsonb_build_object(
            'label', v_name, 'seed_id', p_seed_id, 'seed_name', v_old.name
        ));
    end if;
    select array_agg((nachet._read_label(l.value)).name_key order by l.n) into v_keys
    from jsonb_array_elements_text(v_aliases) with ordinality as l (value, n);
    select l.value into v_bad
    from jsonb_array_elements_text(v_aliases) with ordinality as l (value, n)
    where not exists (
        select
        from nachet_data.seed_alias as a
        inner join nachet_data.seed as s on a.seed_id = s.id
        where a.name_key = v_keys[l.n] and s.current_id = p_seed_id
    )
    limit 1;
    if found then
        perform nachet._raise('NX014', jsonb_build_object('seed_id', p_seed_id, 'alias', v_bad));
    end if;

    delete from nachet_data.seed_alias as a
    where a.name_key = v_name_key;
    insert into nachet_data.seed (
        id, name, rank, parent_id, information, confirmed, gbif_key, eppo_code, itis_tsn,
        object_type_id, upload_date, updated_at
    )
    values (
        v_new_id,
        v_name,
        coalesce(v_facts ->> 'rank', v_old.rank),
        case
            when v_facts ? 'parent_id' then (v_facts ->> 'parent_id')::uuid else v_old.parent_id
        end,
        coalesce(nullif(v_facts -> 'information', 'null'), '{}'),
        coalesce((v_facts ->> 'confirmed')::boolean, true),
        (v_facts ->> 'gbif_key')::numeric,
        upper(v_facts ->> 'eppo_code'),
        (v_facts ->> 'itis_tsn')::numeric,
        coalesce((v_facts ->> 'object_type_id')::numeric, v_old.object_type_id),
        v_now,
        v_now
    );
    update nachet_data.seed_alias as a
    set seed_id = v_new_id
    where a.name_key = any (v_keys);
    return (nachet._record_seed_changes(
        p_user_id, 'split', v_facts ->> 'reason',
        array[jsonb_build_object('seed_id', v_new_id)],
        p_other_id => p_seed_id
    ))[1];
end
$function$;

comment on function nachet.split_seed is
'Makes a new species of what turned out to be two and returns it; for administrators only.';
grant execute on function nachet.split_seed to nachet_backend;
