create or replace function nachet.remove_seed_alias(
    p_user_id uuid, p_seed_id uuid, p_alias text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- What was registered by this label keeps its species.
-- Options: reason.
-- Locks: the catalogue; waits for concurrent transactions that use it.
-- Raises: NX001, NX007, NX014, NX210, NX302, NX303.
-- Repeat: NX014.
declare
    v_alias constant record := nachet._read_label(p_alias);
    v_id uuid;
    v_reason text;
    v_before jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    lock table nachet_data.seed in exclusive mode;
    perform nachet._require_seed(p_seed_id);
    v_before := nachet._seed_document(p_seed_id);
    delete from nachet_data.seed_alias as a
    using nachet_data.seed as s
    where a.seed_id = s.id and s.current_id = p_seed_id and a.name_key = v_alias.name_key
    returning a.id into v_id;
    if v_id is null then
        perform nachet._raise('NX014', jsonb_build_object('seed_id', p_seed_id, 'alias', p_alias));
    end if;
    return (nachet._record_seed_changes(p_user_id, 'remove_alias', v_reason, array[v_before]))[1];
end
$function$;

comment on function nachet.remove_seed_alias is
'Removes an alias of a species and returns the species; for administrators only.';
grant execute on function nachet.remove_seed_alias to nachet_backend;
