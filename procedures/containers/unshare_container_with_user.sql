create or replace function nachet.unshare_container_with_user(
    p_user_id uuid, p_container_id uuid, p_target_user_id uuid
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- A person may give up a share of their own. The person's next statement no longer finds the
-- container.
-- Locks: the container, then the share.
-- Raises: NX001, NX002, NX013, NX301, NX303.
-- Repeat: NX013, the container is not shared with the person.
declare
    v_now constant timestamptz := nachet._now();
    v_id uuid;
    v_permission_id smallint;
    v_until timestamptz;
    v_permission text;
begin
    perform nachet._require_access(
        p_user_id, p_container_id,
        case when p_target_user_id = p_user_id then 'read' else 'manage' end
    );
    update nachet_data.container as c
    set updated_at = v_now
    where c.id = p_container_id;
    delete from nachet_data.user_container as uc
    where uc.container_id = p_container_id and uc.user_id = p_target_user_id
    returning uc.id, uc.permission_id, uc.until into v_id, v_permission_id, v_until;
    if v_id is null then
        perform nachet._raise('NX013', jsonb_build_object(
                'container_id', p_container_id, 'user_id', p_target_user_id
            ));
    end if;
    select p.name into v_permission
    from nachet_data.permission as p
    where p.id = v_permission_id;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'unshare_container_with_user', 'user_container', array[v_id],
        array[jsonb_build_object(
            'user_id', p_target_user_id, 'permission', v_permission, 'until', v_until
        )],
        null
    );
    return jsonb_build_object('container_id', p_container_id, 'user_id', p_target_user_id);
end
$function$;

comment on function nachet.unshare_container_with_user is
'Ends the share of a container with one person.';
grant execute on function nachet.unshare_container_with_user to nachet_backend;
