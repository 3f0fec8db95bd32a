create or replace function nachet.get_seed(p_user_id uuid, p_seed_id uuid)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- A species with all that is known of it; for a merged one, the species that it became.
-- Locks: nothing.
-- Raises: NX001, NX007.
-- Repeat: the same answer.
declare
    v_seed_id uuid;
begin
    perform nachet._require_user(p_user_id);
    select coalesce(s.merged_into, s.id) into v_seed_id
    from nachet_data.seed as s
    where s.id = p_seed_id;
    if v_seed_id is null then
        perform nachet._raise_seed_not_found(jsonb_build_object('seed_id', p_seed_id));
    end if;
    return nachet._seed_document(v_seed_id);
end
$function$;

comment on function nachet.get_seed(uuid, uuid) is
'A species by its id, with its aliases; follows a merge.';
revoke all on function nachet.get_seed(uuid, uuid) from public;
grant execute on function nachet.get_seed(uuid, uuid) to nachet_backend;
