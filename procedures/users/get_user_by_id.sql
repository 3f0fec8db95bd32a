create or replace function nachet.get_user_by_id(p_user_id uuid, p_target_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the user and administrators, who read former users too.
-- Locks: nothing.
-- Raises: NX001, NX302, NX303.
-- Repeat: the same answer.
declare
    v_user jsonb;
begin
    perform nachet._require_user(
        p_user_id, case when p_target_user_id = p_user_id then 'read' else 'admin' end
    );
    v_user := nachet._user_document(p_target_user_id);
    if v_user is null then
        perform nachet._raise('NX001', jsonb_build_object('user_id', p_target_user_id));
    end if;
    return v_user;
end
$function$;

comment on function nachet.get_user_by_id is 'Returns the user with an id.';
grant execute on function nachet.get_user_by_id to nachet_backend;
