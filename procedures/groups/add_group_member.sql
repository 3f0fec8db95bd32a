create or replace function nachet.add_group_member(
    p_user_id uuid, p_group_id uuid, p_member_id uuid
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the group's owner and administrators. By id only a user whom the caller can see already (in
-- a group of the caller's, or a container is shared between the two): add_group_member_by_email
-- for others.
-- Locks: the new member, shared; the group.
-- Raises: NX001, NX010, NX301, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_id uuid;
begin
    -- The end of a user waits, or is seen.
    perform
    from nachet_data.users as u
    where u.id = p_member_id
    for share;
    perform nachet._lock_group(p_user_id, p_group_id, 'owner');
    perform nachet._require_user(p_member_id, 'read', p_user_id);
    insert into nachet_data.user_group (user_id, group_id, upload_date)
    values (p_member_id, p_group_id, v_now)
    on conflict do nothing
    returning id into v_id;
    if v_id is not null then
        perform nachet._record_acts(
            p_user_id, null, 'add_group_member', 'user_group', array[v_id], null,
            array[jsonb_build_object('group_id', p_group_id, 'user_id', p_member_id)]
        );
    end if;
    return jsonb_build_object('group_id', p_group_id, 'user_id', p_member_id);
end
$function$;

comment on function nachet.add_group_member is 'Makes a user a member of a group.';
grant execute on function nachet.add_group_member to nachet_backend;
