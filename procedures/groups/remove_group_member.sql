create or replace function nachet.remove_group_member(
    p_user_id uuid, p_group_id uuid, p_member_id uuid
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the group's owner, for administrators, and for the member, who may leave at any time. The
-- owner cannot be removed. The former member's next statement no longer finds what was shared with
-- the group.
-- Locks: the group.
-- Raises: NX001, NX010, NX012, NX113, NX301, NX303.
-- Repeat: NX012; NX010 for a member who left.
declare
    v_group nachet_data.groups;
    v_id uuid;
begin
    v_group := nachet._lock_group(
        p_user_id, p_group_id, case when p_member_id = p_user_id then 'member' else 'owner' end
    );
    if p_member_id = v_group.owner_id then
        perform nachet._raise(
            'NX113', jsonb_build_object('group_id', p_group_id, 'user_id', p_member_id)
        );
    end if;
    delete from nachet_data.user_group as ug
    where ug.group_id = p_group_id and ug.user_id = p_member_id
    returning ug.id into v_id;
    if v_id is null then
        perform nachet._raise(
            'NX012', jsonb_build_object('group_id', p_group_id, 'user_id', p_member_id)
        );
    end if;
    perform nachet._record_acts(
        p_user_id, null, 'remove_group_member', 'user_group', array[v_id],
        array[jsonb_build_object('group_id', p_group_id, 'user_id', p_member_id)], null
    );
    return jsonb_build_object('group_id', p_group_id, 'user_id', p_member_id);
end
$function$;

comment on function nachet.remove_group_member is 'Removes a member from a group.';
grant execute on function nachet.remove_group_member to nachet_backend;
