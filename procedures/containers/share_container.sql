create or replace function nachet.share_container(
    p_user_id uuid, p_container_id uuid, p_group_id uuid
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The user must be a member of the group; an administrator may choose any group.
-- Locks: the group, then the container.
-- Raises: NX001, NX002, NX010, NX301.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    perform nachet._lock_group(p_user_id, p_group_id, 'member');
    update nachet_data.container as c
    set updated_at = v_now
    where c.id = p_container_id and not exists (
        select
        from nachet_data.group_container as gc
        where gc.container_id = p_container_id and gc.group_id = p_group_id
    );
    insert into nachet_data.group_container (group_id, container_id, upload_date)
    values (p_group_id, p_container_id, v_now)
    on conflict do nothing;
    return jsonb_build_object('container_id', p_container_id, 'group_id', p_group_id);
end
$function$;

comment on function nachet.share_container is
'Shares a container with a group: its members may use all of it with the group''s permission.';
grant execute on function nachet.share_container to nachet_backend;
