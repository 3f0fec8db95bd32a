create or replace function nachet.remove_group_member(
    p_user_id uuid, p_group_id uuid, p_member_id uuid
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Ends a membership. For the owner of the group or an administrator, and for the member, who may
-- leave at any time;
-- the owner always stays a member. What was shared with the group is gone for the former
-- member's next statement.
-- Locks: the group.
-- Raises: NX001, NX010, NX012, NX113, NX301.
-- Repeat: NX012, or for one who left NX010.
declare
    v_group nachet_data.groups;
begin
    v_group := nachet._lock_group(
        p_user_id, p_group_id, case when p_member_id = p_user_id then 'member' else 'owner' end
    );
    if p_member_id = v_group.owner_id then
        raise exception using
            errcode = 'NX113',
            message = 'the owner of a group is a member of it',
            detail = jsonb_build_object('group_id', p_group_id, 'user_id', p_member_id)::text,
            hint = 'Hand the group over first.';
    end if;
    delete from nachet_data.user_group as ug
    where ug.group_id = p_group_id and ug.user_id = p_member_id;
    if not found then
        raise exception using
            errcode = 'NX012',
            message = 'the user is not a member of the group',
            detail = jsonb_build_object('group_id', p_group_id, 'user_id', p_member_id)::text,
            hint = 'List the members of the group.';
    end if;
    return jsonb_build_object('group_id', p_group_id, 'user_id', p_member_id);
end
$function$;

comment on function nachet.remove_group_member(uuid, uuid, uuid) is 'Ends a membership in a group.';
revoke all on function nachet.remove_group_member(uuid, uuid, uuid) from public;
grant execute on function nachet.remove_group_member(uuid, uuid, uuid) to nachet_backend;
