create or replace function nachet.update_seed(p_user_id uuid, p_seed_id uuid, p_options jsonb)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Replaces what is known of a species; what is not mentioned stays, null takes a value away.
-- Administrators only.
-- Options: information (an object, whole), confirmed, gbif_key, eppo_code, itis_tsn.
-- Locks: the catalogue, shared; the species.
-- Raises: NX001, NX007, NX206, NX210, NX302.
-- Repeat: the same values.
begin
    perform nachet._require_admin(p_user_id);
    perform nachet._require_options(
        p_options, array['information', 'confirmed', 'gbif_key', 'eppo_code', 'itis_tsn']
    );
    perform nachet._check_seed_options(p_options);
    perform nachet._hold_catalogue();
    perform nachet._require_seed(p_seed_id);
    update nachet_data.seed as s
    set
        information = case
            when p_options ? 'information'
                then coalesce(nullif(p_options -> 'information', 'null'), '{}')
            else s.information
        end,
        confirmed = coalesce((p_options ->> 'confirmed')::boolean, s.confirmed),
        gbif_key = case
            when p_options ? 'gbif_key' then (p_options ->> 'gbif_key')::bigint
            else s.gbif_key
        end,
        eppo_code = case
            when p_options ? 'eppo_code' then upper(p_options ->> 'eppo_code')
            else s.eppo_code
        end,
        itis_tsn = case
            when p_options ? 'itis_tsn' then (p_options ->> 'itis_tsn')::bigint
            else s.itis_tsn
        end,
        updated_at = nachet._now()
    where s.id = p_seed_id;
    return nachet._seed_document(p_seed_id);
end
$function$;

comment on function nachet.update_seed(uuid, uuid, jsonb) is
'Replaces what is known of a species. Options: information, confirmed, gbif_key, eppo_code, '
'itis_tsn.';
revoke all on function nachet.update_seed(uuid, uuid, jsonb) from public;
grant execute on function nachet.update_seed(uuid, uuid, jsonb) to nachet_backend;
