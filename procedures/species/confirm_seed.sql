create or replace function nachet.confirm_seed(p_user_id uuid, p_seed_id uuid)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- update_seed can undo it.
-- Locks: the catalogue, shared; the species.
-- Raises: NX001, NX007, NX302.
-- Repeat: the same answer.
begin
    perform nachet._require_user(p_user_id, 'admin');
    perform nachet._hold_catalogue();
    perform nachet._require_seed(p_seed_id);
    update nachet_data.seed as s
    set confirmed = true, updated_at = nachet._now()
    where s.id = p_seed_id and not s.confirmed;
    return nachet._seed_document(p_seed_id);
end
$function$;

comment on function nachet.confirm_seed is
'Confirms a species that a model or a person named and returns it; for administrators only.';
grant execute on function nachet.confirm_seed to nachet_backend;
