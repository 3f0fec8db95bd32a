create or replace function nachet.update_seed(p_user_id uuid, p_seed_id uuid, p_options jsonb)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- A missing option keeps its value, null removes it.
-- Options: information (a JSON object, replaced as a whole), confirmed, gbif_key, eppo_code,
-- itis_tsn, object_type_id (null: 1, a seed).
-- Locks: the catalogue, shared; the species.
-- Raises: NX001, NX007, NX015, NX206, NX210, NX302.
-- Repeat: the same values.
declare
    v_facts jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_facts := nachet._read_seed_facts(p_options, '{}');
    perform nachet._hold_catalogue();
    perform nachet._require_seed(p_seed_id);
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
        updated_at = nachet._now()
    where s.id = p_seed_id;
    return nachet._seed_document(p_seed_id);
end
$function$;

comment on function nachet.update_seed is
'Changes the facts about a species and returns it; for administrators only.';
grant execute on function nachet.update_seed to nachet_backend;
