create or replace function nachet.rename_group(p_user_id uuid, p_group_id uuid, p_name text)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the group's owner and administrators.
-- Locks: the group; waits for a concurrent transaction that uses the same name.
-- Raises: NX001, NX010, NX104, NX202, NX301.
-- Repeat: the same answer.
declare
    v_group nachet_data.groups;
begin
    v_group := nachet._lock_group(p_user_id, p_group_id, 'owner');
    perform nachet._change_group(p_group_id, nachet._require_name(p_name), v_group.owner_id);
    return nachet._group_document(p_group_id);
end
$function$;

comment on function nachet.rename_group is 'Gives a group another name and returns the group.';
grant execute on function nachet.rename_group to nachet_backend;
