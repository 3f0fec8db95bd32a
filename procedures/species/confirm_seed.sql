create or replace function nachet.confirm_seed(
    p_user_id uuid, p_seed_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Options: reason.
-- Locks: the catalogue; waits for concurrent transactions that use it.
-- Raises: NX001, NX007, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_reason text;
    v_before jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    lock table nachet_data.seed in exclusive mode;
    perform nachet._require_seed(p_seed_id);
    v_before := nachet._seed_document(p_seed_id);
    update nachet_data.seed as s
    set confirmed = true, updated_at = nachet._now()
    where s.id = p_seed_id and not s.confirmed;
    return (nachet._record_seed_changes(p_user_id, 'confirm', v_reason, array[v_before]))[1];
end
$function$;

comment on function nachet.confirm_seed is
'Confirms a species that a model or a person named and returns it; for administrators only.';
grant execute on function nachet.confirm_seed to nachet_backend;
