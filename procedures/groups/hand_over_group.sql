create or replace function nachet.hand_over_group(
    p_user_id uuid, p_group_id uuid, p_new_owner_id uuid
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The former owner stays a member. For the group's owner and administrators.
-- Locks: the group; waits for a concurrent transaction that uses the same name.
-- Raises: NX001, NX010, NX104, NX301.
-- Repeat: NX301 for the former owner; the same answer for an administrator.
declare
    v_now constant timestamptz := nachet._now();
    v_group nachet_data.groups;
begin
    v_group := nachet._lock_group(p_user_id, p_group_id, 'owner');
    perform nachet._require_user(p_new_owner_id, 'read');
    perform nachet._change_group(p_group_id, v_group.name, p_new_owner_id);
    insert into nachet_data.user_group (user_id, group_id, upload_date)
    values (p_new_owner_id, p_group_id, v_now)
    on conflict do nothing;
    return nachet._group_document(p_group_id);
end
$function$;

comment on function nachet.hand_over_group is
'Makes another user the owner of a group, and a member, and returns the group.';
grant execute on function nachet.hand_over_group to nachet_backend;
