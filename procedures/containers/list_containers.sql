create or replace function nachet.list_containers(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The personal container first, then by name. For an administrator: all containers.
-- Locks: nothing.
-- Raises: NX001, NX303.
-- Repeat: the same answer.
begin
    perform nachet._require_user(p_user_id, 'read');
    return nachet._describe_access(p_user_id, null);
end
$function$;

comment on function nachet.list_containers is
'Lists the containers that a user can read, with the permission and its source.';
grant execute on function nachet.list_containers to nachet_backend;
