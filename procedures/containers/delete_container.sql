create or replace function nachet._lock_own_container(p_user_id uuid, p_container_id uuid)
returns nachet_data.container language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Also in the trash. Other changes to the container wait until the transaction ends.
-- Locks: the container.
-- Raises: NX001, NX002, NX301.
declare
    v_container nachet_data.container;
    v_level smallint;
begin
    select c.* into v_container
    from nachet_data.container as c
    where c.id = p_container_id
    for no key update;
    v_level := nachet._require_access(p_user_id, p_container_id, 'manage', true);
    if v_level < nachet._level('admin') and v_container.owner_id is distinct from p_user_id then
        perform nachet._raise(
            'NX301', jsonb_build_object('container_id', p_container_id, 'required', 'owner')
        );
    end if;
    return v_container;
end
$function$;

comment on function nachet._lock_own_container is
'Locks a container and returns it; refuses a user who is neither its owner nor an administrator.';

create or replace function nachet._require_given(p_container nachet_data.container)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX115 for the archive, NX132 for a personal container.
begin
    if coalesce(p_container.kind = 'archive', true) then
        perform nachet._raise('NX115', jsonb_build_object('container_id', p_container.id));
    elsif p_container.kind = 'personal' and exists (
        select
        from nachet_data.users as u
        where u.id = p_container.owner_id and u.state <> 'former'
    ) then
        perform nachet._raise('NX132', jsonb_build_object('container_id', p_container.id));
    end if;
end
$function$;

comment on function nachet._require_given is
'Refuses a container that stays with its owner: the archive, and the personal container of a user '
'who was not ended.';

create or replace function nachet.hand_over_container(
    p_user_id uuid, p_container_id uuid, p_new_owner_id uuid
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the container's owner and administrators; the new owner is a user whom they can see and who
-- may manage. Shares stay. The former owner has no more than what is shared with them.
-- Locks: the new owner, shared; the container; then a share with the new owner, which goes.
-- Raises: NX001, NX002, NX115, NX132, NX301, NX303.
-- Repeat: NX002 for the former owner; the same answer for an administrator.
declare
    v_now constant timestamptz := nachet._now();
    v_container nachet_data.container;
    v_share_ids uuid[];
begin
    perform
    from nachet_data.users as u
    where u.id = p_new_owner_id
    for share;
    v_container := nachet._lock_own_container(p_user_id, p_container_id);
    perform nachet._require_user(p_new_owner_id, 'manage', p_user_id);
    if v_container.deleted_at is not null then
        perform nachet._raise('NX002', jsonb_build_object('container_id', p_container_id));
    end if;
    perform nachet._require_given(v_container);
    update nachet_data.container as c
    set owner_id = p_new_owner_id, kind = 'further', updated_at = v_now
    where c.id = p_container_id and c.owner_id <> p_new_owner_id;
    v_share_ids := array(
        select uc.id
        from nachet_data.user_container as uc
        where uc.container_id = p_container_id and uc.user_id = p_new_owner_id
    );
    perform nachet._end_shares(p_user_id, 'hand_over_container', v_share_ids);
    perform nachet._record_acts(
        p_user_id, p_container_id, 'hand_over_container', 'container', array[p_container_id],
        array[jsonb_build_object('owner_id', v_container.owner_id)],
        array[jsonb_build_object('owner_id', p_new_owner_id)]
    );
    return jsonb_build_object('container_id', p_container_id, 'owner_id', p_new_owner_id);
end
$function$;

comment on function nachet.hand_over_container is
'Makes another user the owner of a container; a personal container stays with its user.';
grant execute on function nachet.hand_over_container to nachet_backend;

create or replace function nachet.delete_container(
    p_user_id uuid, p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the container's owner and administrators. The next statement of everybody no longer finds it.
-- It can be restored until it is purged.
-- Options: reason (up to 10,000 characters).
-- Locks: the container; its folders, then its pictures, both by id.
-- Raises: NX001, NX002, NX115, NX132, NX210, NX301, NX303.
-- Repeat: NX002, the container is in the trash.
declare
    v_container nachet_data.container;
    v_options jsonb;
    v_trashed jsonb;
begin
    v_container := nachet._lock_own_container(p_user_id, p_container_id);
    v_options := nachet._read_options(p_options, '{"reason": "reason"}');
    if v_container.deleted_at is not null then
        perform nachet._raise('NX002', jsonb_build_object('container_id', p_container_id));
    end if;
    perform nachet._require_given(v_container);
    v_trashed := nachet._trash_container(p_container_id);
    perform nachet._record_acts(
        p_user_id, p_container_id, 'delete_container', 'container', array[p_container_id],
        array['{"deleted": false}'::jsonb], array['{"deleted": true}'::jsonb],
        v_options ->> 'reason'
    );
    return v_trashed || jsonb_build_object('container_id', p_container_id);
end
$function$;

comment on function nachet.delete_container is
'Moves a container with all that is in it to the trash; a personal container stays with its user.';
grant execute on function nachet.delete_container to nachet_backend;

create or replace function nachet.restore_container(p_user_id uuid, p_container_id uuid)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the container's owner and administrators. With the folders and pictures that were deleted
-- with it, and its shares; also above its quota, for which they counted in the trash.
-- Locks: the container; the folders, then the pictures, both by id.
-- Raises: NX001, NX002, NX131, NX301, NX303.
-- Repeat: NX131, the container is not in the trash.
declare
    v_now constant timestamptz := nachet._now();
    v_container nachet_data.container;
begin
    v_container := nachet._lock_own_container(p_user_id, p_container_id);
    if v_container.deleted_at is null then
        perform nachet._raise('NX131', jsonb_build_object('container_id', p_container_id));
    end if;
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.deleted_at = v_container.deleted_at
    order by ps.id
    for update;
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.deleted_at = v_container.deleted_at
    order by p.id
    for no key update;
    update nachet_data.picture as p
    set deleted_at = null, updated_at = v_now
    where p.container_id = p_container_id and p.deleted_at = v_container.deleted_at;
    update nachet_data.picture_set as ps
    set deleted_at = null, updated_at = v_now
    where ps.container_id = p_container_id and ps.deleted_at = v_container.deleted_at;
    update nachet_data.container as c
    set deleted_at = null, updated_at = v_now
    where c.id = p_container_id;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'restore_container', 'container', array[p_container_id],
        array['{"deleted": true}'::jsonb], array['{"deleted": false}'::jsonb]
    );
    return nachet._describe_access(p_user_id, array[p_container_id]) -> 0;
end
$function$;

comment on function nachet.restore_container is
'Restores a container from the trash, with what was deleted with it, and returns it.';
grant execute on function nachet.restore_container to nachet_backend;
