create or replace function nachet.get_container_access(p_user_id uuid, p_container_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- In the form of one element of list_containers.
-- Locks: nothing.
-- Raises: NX001, NX002, NX303.
-- Repeat: the same answer.
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    return nachet._describe_access(p_user_id, array[p_container_id]) -> 0;
end
$function$;

comment on function nachet.get_container_access is
'Returns a container with the permission that a user has there and its source.';
grant execute on function nachet.get_container_access to nachet_backend;
