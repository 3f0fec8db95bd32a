create or replace function nachet.create_group(
    p_user_id uuid, p_name text, p_permission text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The permission is read, write or manage. The user becomes its owner and first member.
-- Options: group_id (the caller's own id).
-- Locks: the user, shared; the new rows; waits for a concurrent transaction that uses the same
-- name.
-- Raises: NX001, NX104, NX108, NX202, NX209, NX210, NX301, NX303.
-- Repeat: with the same group_id, name and permission, the first answer again; without an id,
-- NX104.
declare
    v_now constant timestamptz := nachet._now();
    v_name text;
    v_permission_id smallint;
    v_new_id uuid;
    v_id uuid;
begin
    -- The end of a user waits, or is seen.
    perform
    from nachet_data.users as u
    where u.id = p_user_id
    for share;
    perform nachet._require_user(p_user_id, 'manage');
    v_name := nachet._require_name(p_name);
    v_permission_id := nachet._read_permission(p_permission, 'manage');
    v_new_id := coalesce(
        (nachet._read_options(p_options, '{"group_id": "uuid"}') ->> 'group_id')::uuid,
        nachet_data.uuid7()
    );

    insert into nachet_data.groups (id, name, permission_id, owner_id, upload_date, updated_at)
    values (v_new_id, v_name, v_permission_id, p_user_id, v_now, v_now)
    on conflict do nothing
    returning id into v_id;
    if v_id is not null then
        insert into nachet_data.user_group (user_id, group_id, upload_date)
        values (p_user_id, v_id, v_now);
        perform nachet._record_acts(
            p_user_id, null, 'create_group', 'groups', array[v_id], null,
            array[jsonb_build_object(
                'name', v_name, 'permission', p_permission, 'owner_id', p_user_id
            )]
        );
    elsif not exists (select from nachet_data.groups as g where g.id = v_new_id) then
        perform nachet._raise(
            'NX104', jsonb_build_object('owner_id', p_user_id, 'group_name', v_name)
        );
    elsif not exists (
        select
        from nachet_data.groups as g
        where g.id = v_new_id
            and g.name = v_name
            and g.permission_id = v_permission_id
            and g.owner_id = p_user_id
    ) then
        perform nachet._raise('NX108', jsonb_build_object('group_id', v_new_id));
    end if;
    return nachet._group_document(v_new_id);
end
$function$;

comment on function nachet.create_group is
'Creates a group, which gives its members a permission in the containers shared with it, and '
'returns it.';
grant execute on function nachet.create_group to nachet_backend;
