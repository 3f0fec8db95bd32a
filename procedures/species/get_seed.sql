create or replace function nachet.get_seed(p_user_id uuid, p_seed_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Locks: nothing.
-- Raises: NX001, NX007, NX303.
-- Repeat: the same answer.
declare
    v_seed_id uuid;
begin
    perform nachet._require_user(p_user_id, 'read');
    select coalesce(s.merged_into, s.id) into v_seed_id
    from nachet_data.seed as s
    where s.id = p_seed_id;
    if v_seed_id is null then
        perform nachet._raise('NX007', jsonb_build_object('seed_id', p_seed_id));
    end if;
    return nachet._seed_document(v_seed_id);
end
$function$;

comment on function nachet.get_seed is
'Returns a species by its id, with its aliases; for a merged species, the one it was merged into.';
grant execute on function nachet.get_seed to nachet_backend;
