create or replace function nachet.add_group_member_by_email(
    p_user_id uuid, p_group_id uuid, p_email text
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the group's owner and administrators.
-- Locks: the new member, shared; the group.
-- Raises: NX001, NX010, NX301, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_member_id uuid;
    v_id uuid;
begin
    -- The end of a user waits, or is seen.
    select u.id into v_member_id
    from nachet_data.users as u
    where nachet_data.fold(u.email) = nachet_data.fold(btrim(p_email))
    for share;
    perform nachet._lock_group(p_user_id, p_group_id, 'owner');
    if v_member_id is null then
        perform nachet._raise('NX001', jsonb_build_object('email', p_email));
    end if;
    perform nachet._require_user(v_member_id, 'read');
    insert into nachet_data.user_group (user_id, group_id, upload_date)
    values (v_member_id, p_group_id, v_now)
    on conflict do nothing
    returning id into v_id;
    if v_id is not null then
        perform nachet._record_acts(
            p_user_id, null, 'add_group_member_by_email', 'user_group', array[v_id], null,
            array[jsonb_build_object('group_id', p_group_id, 'user_id', v_member_id)]
        );
    end if;
    return jsonb_build_object('group_id', p_group_id, 'user_id', v_member_id);
end
$function$;

comment on function nachet.add_group_member_by_email is
'Makes the user with an e-mail address a member of a group.';
grant execute on function nachet.add_group_member_by_email to nachet_backend;
