create or replace function nachet.update_seed(p_user_id uuid, p_seed_id uuid, p_options jsonb)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- A missing option keeps its value, null removes it.
-- Options: information (a JSON object, limited as metadata are, replaced as a whole), confirmed,
-- gbif_key, eppo_code, itis_tsn, object_type_id (null: 1, a seed), rank (cannot be removed), parent
-- (a name) or parent_id; reason.
-- Locks: the catalogue; waits for concurrent transactions that use it.
-- Raises: NX001, NX007 (also for a parent), NX015, NX122, NX123, NX206, NX210, NX302, NX303.
-- Repeat: the same values.
declare
    v_facts jsonb;
    v_before jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    lock table nachet_data.seed in exclusive mode;
    v_facts := nachet._read_seed_facts(p_options, '{"reason": "reason"}', p_seed_id);
    perform nachet._require_seed(p_seed_id);
    v_before := nachet._seed_document(p_seed_id);
    update nachet_data.seed as s
    set
        information = case
            when v_facts ? 'information'
                then coalesce(nullif(v_facts -> 'information', 'null'), '{}')
            else s.information
        end,
        confirmed = coalesce((v_facts ->> 'confirmed')::boolean, s.confirmed),
        gbif_key = case
            when v_facts ? 'gbif_key' then (v_facts ->> 'gbif_key')::numeric
            else s.gbif_key
        end,
        eppo_code = case
            when v_facts ? 'eppo_code' then upper(v_facts ->> 'eppo_code')
            else s.eppo_code
        end,
        itis_tsn = case
            when v_facts ? 'itis_tsn' then (v_facts ->> 'itis_tsn')::numeric
            else s.itis_tsn
        end,
        object_type_id = case
            when v_facts ? 'object_type_id'
                then coalesce((v_facts ->> 'object_type_id')::numeric, 1)
            else s.object_type_id
        end,
        rank = coalesce(v_facts ->> 'rank', s.rank),
        parent_id = case
            when v_facts ? 'parent_id' then (v_facts ->> 'parent_id')::uuid
            else s.parent_id
        end,
        updated_at = nachet._now()
    where s.id = p_seed_id;
    return (nachet._record_seed_changes(
        p_user_id, 'update', v_facts ->> 'reason', array[v_before]
    ))[1];
end
$function$;

comment on function nachet.update_seed is
'Changes the facts about a species and returns it; for administrators only.';
grant execute on function nachet.update_seed to nachet_backend;
