create or replace function nachet._read_until(p_options jsonb)
returns timestamptz language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Null for no end.
-- Raises: NX134, NX210.
declare
    v_until constant timestamptz := nachet._to_timestamp(p_options ->> 'until');
begin
    if p_options ? 'until' and v_until is null then
        perform nachet._raise(
            'NX210', jsonb_build_object('option', 'until', 'value', p_options -> 'until')
        );
    elsif v_until <= nachet._now() then
        perform nachet._raise('NX134', jsonb_build_object('until', v_until));
    end if;
    return v_until;
end
$function$;

comment on function nachet._read_until is
'Returns when a share ends, as its options say; refuses an end that is past.';

create or replace function nachet.share_container(
    p_user_id uuid, p_container_id uuid, p_group_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The user must be a member of the group; an administrator may choose any group.
-- Options: permission (that of this share, not above the group's; default: the group's, whatever it
-- will be), until (when the share ends: an ISO date or time in the future; default: no end). A
-- share that is there gets both.
-- Locks: the group, then the container, then the share.
-- Raises: NX001, NX002, NX010, NX134, NX209, NX210, NX301, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_group nachet_data.groups;
    v_options jsonb;
    v_permission_id smallint;
    v_until timestamptz;
    v_id uuid;
    v_old jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    v_options := nachet._read_options(p_options, '{"permission": "string", "until": "string"}');
    if v_options ? 'permission' then
        v_permission_id := nachet._read_permission(v_options ->> 'permission', 'manage');
    end if;
    v_until := nachet._read_until(v_options);
    v_group := nachet._lock_group(p_user_id, p_group_id, 'member');
    if v_permission_id > v_group.permission_id then
        perform nachet._raise(
            'NX209', jsonb_build_object('permission', v_options -> 'permission')
        );
    end if;
    update nachet_data.container as c
    set updated_at = v_now
    where c.id = p_container_id and not exists (
        select
        from nachet_data.group_container as gc
        where gc.container_id = p_container_id
            and gc.group_id = p_group_id
            and gc.permission_id is not distinct from v_permission_id
            and gc.until is not distinct from v_until
    );
    select
        gc.id,
        jsonb_build_object('group_id', p_group_id, 'permission', p.name, 'until', gc.until)
    into v_id, v_old
    from nachet_data.group_container as gc
    left join nachet_data.permission as p on gc.permission_id = p.id
    where gc.container_id = p_container_id and gc.group_id = p_group_id;
    v_id := coalesce(v_id, nachet_data.uuid7());
    insert into nachet_data.group_container as gc (
        id, group_id, container_id, permission_id, until, upload_date
    )
    values (v_id, p_group_id, p_container_id, v_permission_id, v_until, v_now)
    on conflict (container_id, group_id)
    do update set permission_id = excluded.permission_id, until = excluded.until
    where (gc.permission_id, gc.until) is distinct from (excluded.permission_id, excluded.until);
    perform nachet._record_acts(
        p_user_id, p_container_id, 'share_container', 'group_container', array[v_id], array[v_old],
        array[jsonb_build_object(
            'group_id', p_group_id, 'permission', v_options -> 'permission', 'until', v_until
        )]
    );
    return jsonb_build_object('container_id', p_container_id, 'group_id', p_group_id);
end
$function$;

comment on function nachet.share_container is
'Shares a container with a group: its members may use all of it with the permission of the share '
'or the group''s.';
grant execute on function nachet.share_container to nachet_backend;

create or replace function nachet.share_container_with_user(
    p_user_id uuid, p_container_id uuid, p_person text, p_permission text,
    p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- p_person: an e-mail address, or the id of a user whom the caller can see already (in a group of
-- the caller's, or a container is shared between the two). The permission is read, write or manage.
-- Options: until (when the share ends: an ISO date or time in the future; default: no end). A share
-- that is there gets both.
-- Locks: the person, shared; the container, then the share.
-- Raises: NX001, NX002, NX134, NX209, NX210, NX301, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_person_id uuid := nachet._to_uuid(btrim(p_person));
    v_permission_id smallint;
    v_until timestamptz;
    v_id uuid;
    v_old jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    v_permission_id := nachet._read_permission(p_permission, 'manage');
    v_until := nachet._read_until(nachet._read_options(p_options, '{"until": "string"}'));
    -- The end of a user waits, or is seen.
    if v_person_id is not null then
        perform
        from nachet_data.users as u
        where u.id = v_person_id
        for share;
        perform nachet._require_user(v_person_id, 'read', p_user_id);
    else
        select u.id into v_person_id
        from nachet_data.users as u
        where nachet_data.fold(u.email) = nachet_data.fold(btrim(p_person))
        for share;
        if v_person_id is null then
            perform nachet._raise('NX001', jsonb_build_object('email', p_person));
        end if;
        perform nachet._require_user(v_person_id, 'read');
    end if;
    update nachet_data.container as c
    set updated_at = v_now
    where c.id = p_container_id and not exists (
        select
        from nachet_data.user_container as uc
        where uc.container_id = p_container_id
            and uc.user_id = v_person_id
            and uc.permission_id = v_permission_id
            and uc.until is not distinct from v_until
    );
    select
        uc.id,
        jsonb_build_object('user_id', v_person_id, 'permission', p.name, 'until', uc.until)
    into v_id, v_old
    from nachet_data.user_container as uc
    inner join nachet_data.permission as p on uc.permission_id = p.id
    where uc.container_id = p_container_id and uc.user_id = v_person_id;
    v_id := coalesce(v_id, nachet_data.uuid7());
    insert into nachet_data.user_container as uc (
        id, user_id, container_id, permission_id, until, upload_date
    )
    values (v_id, v_person_id, p_container_id, v_permission_id, v_until, v_now)
    on conflict (container_id, user_id)
    do update set permission_id = excluded.permission_id, until = excluded.until
    where (uc.permission_id, uc.until) is distinct from (excluded.permission_id, excluded.until);
    perform nachet._record_acts(
        p_user_id, p_container_id, 'share_container_with_user', 'user_container', array[v_id],
        array[v_old],
        array[jsonb_build_object(
            'user_id', v_person_id, 'permission', p_permission, 'until', v_until
        )]
    );
    return jsonb_build_object(
        'container_id', p_container_id, 'user_id', v_person_id, 'permission', p_permission,
        'until', v_until
    );
end
$function$;

comment on function nachet.share_container_with_user is
'Shares a container with one person, who may use all of it with a permission.';
grant execute on function nachet.share_container_with_user to nachet_backend;
