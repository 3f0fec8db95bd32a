create or replace function nachet.get_group(p_user_id uuid, p_group_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the group's members and administrators.
-- Locks: nothing.
-- Raises: NX001, NX010, NX303.
-- Repeat: the same answer.
begin
    perform nachet._group_role(p_user_id, p_group_id);
    return nachet._group_document(p_group_id);
end
$function$;

comment on function nachet.get_group is
'Returns a group with its members and the containers shared with it.';
grant execute on function nachet.get_group to nachet_backend;
