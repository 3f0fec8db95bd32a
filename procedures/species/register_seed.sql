create or replace function nachet.register_seed(
    p_user_id uuid, p_name text, p_options jsonb default '{}'
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Adds a species to the catalogue; unconfirmed, unless an administrator says otherwise.
-- Options: seed_id (the caller's own id), information (an object), confirmed, gbif_key,
-- eppo_code, itis_tsn.
-- Locks: the catalogue against renaming and merging; waits for a concurrent registration of the
-- same name.
-- Raises: NX001, NX103, NX108, NX111, NX206, NX210, NX302.
-- Repeat: with the same seed_id and name, the species; without an id, NX103.
declare
    v_now constant timestamptz := nachet._now();
    v_name text;
    v_seed_id uuid;
    v_new_id uuid;
begin
    perform nachet._require_options(
        p_options, array['seed_id', 'information', 'confirmed', 'gbif_key', 'eppo_code', 'itis_tsn']
    );
    perform nachet._check_seed_options(p_options);
    if coalesce((p_options ->> 'confirmed')::boolean, false) then
        perform nachet._require_admin(p_user_id);
    else
        perform nachet._require_user(p_user_id);
    end if;
    v_name := nachet._require_seed_name(p_name);
    v_seed_id := nachet._new_id(p_options, 'seed_id');

    lock table nachet_data.seed in row exclusive mode;
    perform nachet._require_name_free(v_name, v_seed_id);
    insert into nachet_data.seed (
        id, name, information, confirmed, gbif_key, eppo_code, itis_tsn, upload_date, updated_at
    )
    values (
        v_seed_id,
        v_name,
        coalesce(nullif(p_options -> 'information', 'null'), '{}'),
        coalesce((p_options ->> 'confirmed')::boolean, false),
        (p_options ->> 'gbif_key')::bigint,
        upper(p_options ->> 'eppo_code'),
        (p_options ->> 'itis_tsn')::bigint,
        v_now,
        v_now
    )
    on conflict do nothing
    returning id into v_new_id;

    if v_new_id is null then
        -- Someone else may have added the name since the first look.
        perform nachet._require_name_free(v_name, v_seed_id);
        if not exists (
            select from nachet_data.seed as s
            where s.id = v_seed_id
                and s.merged_into is null
                and s.name_key = nachet._name_key(v_name)
        ) then
            raise exception using
                errcode = 'NX108',
                message = 'the id is taken by something else',
                detail = jsonb_build_object('seed_id', v_seed_id)::text,
                hint = 'Make a new id; repeat an id only to repeat the same request.';
        end if;
    end if;
    return nachet._seed_document(v_seed_id);
end
$function$;

comment on function nachet.register_seed(uuid, text, jsonb) is
'Adds a species. Options: seed_id, information, confirmed (administrators), gbif_key, eppo_code, '
'itis_tsn.';
revoke all on function nachet.register_seed(uuid, text, jsonb) from public;
grant execute on function nachet.register_seed(uuid, text, jsonb) to nachet_backend;
