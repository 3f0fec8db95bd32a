create or replace function nachet._change_group(p_group_id uuid, p_name text, p_owner_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Locks: the group; waits for a concurrent transaction that uses the same name.
-- Raises: NX104.
declare
    v_now constant timestamptz := nachet._now();
begin
    update nachet_data.groups as g
    set name = p_name, owner_id = p_owner_id, updated_at = v_now
    where g.id = p_group_id and (g.name, g.owner_id) is distinct from (p_name, p_owner_id);
exception
    -- The constraint decides: a lookup before the change could miss a concurrent one.
    when unique_violation then
        perform nachet._raise(
            'NX104', jsonb_build_object('owner_id', p_owner_id, 'group_name', p_name)
        );
end
$function$;

comment on function nachet._change_group is 'Gives a group a name and an owner.';

create or replace function nachet.rename_group(p_user_id uuid, p_group_id uuid, p_name text)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the group's owner and administrators.
-- Locks: the group; waits for a concurrent transaction that uses the same name.
-- Raises: NX001, NX010, NX104, NX202, NX301, NX303.
-- Repeat: the same answer.
declare
    v_group nachet_data.groups;
    v_name text;
begin
    v_group := nachet._lock_group(p_user_id, p_group_id, 'owner');
    v_name := nachet._require_name(p_name);
    perform nachet._change_group(p_group_id, v_name, v_group.owner_id);
    perform nachet._record_acts(
        p_user_id, null, 'rename_group', 'groups', array[p_group_id],
        array[jsonb_build_object('name', v_group.name)], array[jsonb_build_object('name', v_name)]
    );
    return nachet._group_document(p_group_id);
end
$function$;

comment on function nachet.rename_group is 'Gives a group another name and returns the group.';
grant execute on function nachet.rename_group to nachet_backend;

create or replace function nachet.hand_over_group(
    p_user_id uuid, p_group_id uuid, p_new_owner_id uuid
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The former owner stays a member. For the group's owner and administrators; the new owner is a
-- user whom they can see, for example a member.
-- Locks: the new owner, shared; the group; waits for a concurrent transaction that uses the same
-- name.
-- Raises: NX001, NX010, NX104, NX301, NX303.
-- Repeat: NX301 for the former owner; the same answer for an administrator.
declare
    v_now constant timestamptz := nachet._now();
    v_group nachet_data.groups;
    v_id uuid;
begin
    -- The end of a user waits, or is seen.
    perform
    from nachet_data.users as u
    where u.id = p_new_owner_id
    for share;
    v_group := nachet._lock_group(p_user_id, p_group_id, 'owner');
    perform nachet._require_user(p_new_owner_id, 'read', p_user_id);
    perform nachet._change_group(p_group_id, v_group.name, p_new_owner_id);
    insert into nachet_data.user_group (user_id, group_id, upload_date)
    values (p_new_owner_id, p_group_id, v_now)
    on conflict do nothing
    returning id into v_id;
    if v_id is not null then
        perform nachet._record_acts(
            p_user_id, null, 'hand_over_group', 'user_group', array[v_id], null,
            array[jsonb_build_object('group_id', p_group_id, 'user_id', p_new_owner_id)]
        );
    end if;
    perform nachet._record_acts(
        p_user_id, null, 'hand_over_group', 'groups', array[p_group_id],
        array[jsonb_build_object('owner_id', v_group.owner_id)],
        array[jsonb_build_object('owner_id', p_new_owner_id)]
    );
    return nachet._group_document(p_group_id);
end
$function$;

comment on function nachet.hand_over_group is
'Makes another user the owner of a group, and a member, and returns the group.';
grant execute on function nachet.hand_over_group to nachet_backend;
