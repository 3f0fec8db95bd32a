create or replace function nachet._end_groups(
    p_user_id uuid, p_group_ids uuid[], p_new_owner_id uuid, p_reason text
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_new_owner_id: null to delete them. p_user_id, p_reason: who does it, and why.
-- Locks: the new memberships. The caller has locked the groups.
-- Raises: NX104.
declare
    v_now constant timestamptz := nachet._now();
    v_member record;
begin
    if p_new_owner_id is null then
        delete from nachet_data.groups as g
        where g.id = any (p_group_ids);
    else
        begin
            update nachet_data.groups as g
            set owner_id = p_new_owner_id, updated_at = v_now
            where g.id = any (p_group_ids);
        exception
            when unique_violation then
                perform nachet._raise('NX104', jsonb_build_object(
                    'owner_id', p_new_owner_id,
                    'group_name', (
                        select min(g.name)
                        from nachet_data.groups as g
                        inner join nachet_data.groups as o
                            on g.name_key = o.name_key and o.owner_id = p_new_owner_id
                        where g.id = any (p_group_ids)
                    )
                ));
        end;
        for v_member in
            insert into nachet_data.user_group (user_id, group_id, upload_date)
            select p_new_owner_id, g.id, v_now
            from unnest(p_group_ids) as g (id)
            on conflict do nothing
            returning id, group_id
        loop
            perform nachet._record_acts(
                p_user_id, null, 'end_user', 'user_group', array[v_member.id], null,
                array[jsonb_build_object(
                    'group_id', v_member.group_id, 'user_id', p_new_owner_id
                )],
                p_reason
            );
        end loop;
    end if;
end
$function$;

comment on function nachet._end_groups is
'Hands over or deletes groups of a user.';

create or replace function nachet._end_containers(p_container_ids uuid[], p_new_owner_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_container_ids: all that the user owns. p_new_owner_id: null to leave them. The name of the
-- personal container may be personal, too.
-- Locks: nothing new. The caller has locked the containers.
declare
    v_now constant timestamptz := nachet._now();
begin
    update nachet_data.container as c
    set
        name = case
            when c.kind = 'personal' then 'Container of a former user'
            else c.name
        end,
        owner_id = coalesce(p_new_owner_id, c.owner_id),
        kind = case when p_new_owner_id is null then c.kind else 'further' end,
        updated_at = v_now
    where c.id = any (p_container_ids);
end
$function$;

comment on function nachet._end_containers is
'Hands over containers of a user who ends.';

create or replace function nachet._list_ending_shares(
    p_target_user_id uuid, p_group_ids uuid[], p_container_ids uuid[], p_options jsonb
)
returns uuid[] language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Shares, memberships and the choice of a pipeline; shares and memberships of groups that are
-- deleted; shares of containers with their new owner. p_options: those of end_user.
begin
    return array(
        select uc.id
        from nachet_data.user_container as uc
        where uc.user_id = p_target_user_id
            or (
                p_options ->> 'containers' = 'hand_over'
                and uc.user_id = nachet._to_uuid(p_options ->> 'new_owner_id')
                and uc.container_id = any (p_container_ids)
            )
        union
        select ug.id
        from nachet_data.user_group as ug
        where ug.user_id = p_target_user_id
            or (p_options ->> 'groups' = 'delete' and ug.group_id = any (p_group_ids))
        union
        select gc.id
        from nachet_data.group_container as gc
        where p_options ->> 'groups' = 'delete' and gc.group_id = any (p_group_ids)
        union
        select d.id from nachet_data.pipeline_default as d where d.user_id = p_target_user_id
    );
end
$function$;

comment on function nachet._list_ending_shares is
'Returns the shares, memberships and choices that end with a user.';

create or replace function nachet._record_end(
    p_user_id uuid, p_target_user_id uuid, p_group_ids uuid[], p_container_ids uuid[],
    p_options jsonb
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_options: those of end_user. Of each container in the container itself.
-- Locks: the new rows.
declare
    v_before constant jsonb := jsonb_build_object('owner_id', p_target_user_id);
    v_after constant jsonb := jsonb_build_object('owner_id', p_options -> 'new_owner_id');
    v_reason constant text := p_options ->> 'reason';
    v_permission text;
    v_id uuid;
begin
    select p.name into v_permission
    from nachet_data.users as u
    inner join nachet_data.permission as p on u.permission_id = p.id
    where u.id = p_target_user_id;
    perform nachet._record_acts(
        p_user_id, null, 'end_user', 'users', array[p_target_user_id],
        array[jsonb_build_object('state', 'active', 'permission', v_permission)],
        array[jsonb_build_object('state', 'former', 'permission', 'read')], v_reason
    );
    perform nachet._record_acts(
        p_user_id, null, 'end_user', 'groups', p_group_ids,
        array_fill(v_before, array[cardinality(p_group_ids)]),
        case
            when p_options ->> 'groups' = 'hand_over'
                then array_fill(v_after, array[cardinality(p_group_ids)])
        end,
        v_reason
    );
    foreach v_id in array p_container_ids loop
        perform nachet._record_acts(
            p_user_id, v_id, 'end_user', 'container', array[v_id],
            array[v_before || '{"deleted": false}'],
            array[case
                when p_options ->> 'containers' = 'hand_over'
                    then v_after || '{"deleted": false}'
                else v_before || '{"deleted": true}'
            end],
            v_reason
        );
    end loop;
end
$function$;

comment on function nachet._record_end is
'Records the end of a user, and what became of the user''s groups and containers.';

create or replace function nachet.end_user(
    p_user_id uuid, p_target_user_id uuid, p_options jsonb
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For administrators. The row stays for what the user did: it has no e-mail address any more, no
-- permission above read, no membership, share or chosen pipeline, and may do nothing. An end cannot
-- be undone; set_user_active can. The last administrator who may act cannot be ended.
-- Options: containers and groups (each hand_over or delete; default hand_over); new_owner_id (who
-- gets what is handed over: another user who may manage); reason (up to 10,000 characters). Deleted
-- containers go to the trash, the personal one too: purge_container and purge_trash end them.
-- Locks: the administrators, the user and the new owner, by id; the groups, by id; the containers,
-- by id; shares and memberships; folders, then pictures, both by id.
-- Raises: NX001, NX104, NX114, NX133, NX210, NX301, NX302, NX303.
-- Repeat: the same answer, with nothing handed over or deleted.
declare
    v_now constant timestamptz := nachet._now();
    v_options jsonb;
    v_bad text;
    v_new_owner_id uuid;
    v_state text;
    v_heir_id uuid;
    v_groups uuid[] := array[]::uuid[];
    v_containers uuid[] := array[]::uuid[];
    v_id uuid;
begin
    perform
    from nachet_data.users as u
    where u.permission_id = nachet._level('admin')
        or u.id = p_target_user_id
        or u.id = nachet._to_uuid(p_options ->> 'new_owner_id')
    order by u.id
    for no key update;
    perform nachet._require_user(p_user_id, 'admin');
    v_options := '{"containers": "hand_over", "groups": "hand_over"}' || nachet._read_options(
        p_options,
        '{"containers": "string", "groups": "string", "new_owner_id": "uuid", "reason": "reason"}'
    );
    v_new_owner_id := (v_options ->> 'new_owner_id')::uuid;
    v_bad := case
        when v_options ->> 'containers' not in ('hand_over', 'delete') then 'containers'
        when v_options ->> 'groups' not in ('hand_over', 'delete') then 'groups'
    end;
    if v_bad is not null then
        perform nachet._raise(
            'NX210', jsonb_build_object('option', v_bad, 'value', v_options -> v_bad)
        );
    end if;
    select u.state into v_state
    from nachet_data.users as u
    where u.id = p_target_user_id;
    if v_state is null then
        perform nachet._raise('NX001', jsonb_build_object('user_id', p_target_user_id));
    elsif not exists (
        select
        from nachet_data.users as u
        where u.permission_id = nachet._level('admin')
            and u.state = 'active'
            and u.id <> p_target_user_id
    ) then
        perform nachet._raise('NX114', jsonb_build_object('user_id', p_target_user_id));
    end if;
    if v_new_owner_id <> p_target_user_id then
        perform nachet._require_user(v_new_owner_id, 'manage');
    elsif
        v_state <> 'former'
        and 'hand_over' in (v_options ->> 'containers', v_options ->> 'groups')
    then
        perform nachet._raise('NX133', jsonb_build_object('user_id', p_target_user_id));
    end if;

    if v_state <> 'former' then
        v_groups := array(
            select g.id
            from nachet_data.groups as g
            where g.owner_id = p_target_user_id
            order by g.id
            for no key update
        );
        v_containers := array(
            select c.id
            from nachet_data.container as c
            where c.owner_id = p_target_user_id and c.purged_at is null
            order by c.id
            for no key update
        );
        perform nachet._record_end(
            p_user_id, p_target_user_id, v_groups, v_containers, v_options
        );
        perform nachet._end_shares(
            p_user_id, 'end_user',
            nachet._list_ending_shares(p_target_user_id, v_groups, v_containers, v_options),
            v_options ->> 'reason'
        );
        v_heir_id := case when v_options ->> 'groups' = 'hand_over' then v_new_owner_id end;
        perform nachet._end_groups(p_user_id, v_groups, v_heir_id, v_options ->> 'reason');
        v_heir_id := case when v_options ->> 'containers' = 'hand_over' then v_new_owner_id end;
        perform nachet._end_containers(v_containers, v_heir_id);
        update nachet_data.users as u
        set
            state = 'former', email = null, permission_id = nachet._level('read'),
            updated_at = v_now
        where u.id = p_target_user_id;
        if v_heir_id is null then
            for v_id in
                select c.id
                from nachet_data.container as c
                where c.id = any (v_containers) and c.deleted_at is null
                order by c.id
            loop
                perform nachet._trash_container(v_id);
            end loop;
        end if;
    end if;
    return nachet._user_document(p_target_user_id) || jsonb_build_object(
        'nb_containers', cardinality(v_containers), 'nb_groups', cardinality(v_groups)
    );
end
$function$;

comment on function nachet.end_user is
'Ends a user permanently: what is personal goes, containers and groups are handed over or deleted, '
'what the user did stays as that of a former user.';
grant execute on function nachet.end_user to nachet_backend;
