create or replace function nachet.set_user_permission(
    p_user_id uuid, p_target_user_id uuid, p_permission text
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For administrators. The last administrator who may act cannot be lowered.
-- Locks: the administrators and the user, by id: when two administrators lower each other, the
-- second one is refused.
-- Raises: NX001, NX114, NX209, NX302, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_permission_id smallint;
    v_old text;
begin
    perform
    from nachet_data.users as u
    where u.permission_id = nachet._level('admin') or u.id = p_target_user_id
    order by u.id
    for no key update;
    perform nachet._require_user(p_user_id, 'admin');
    select p.name into v_old
    from nachet_data.users as u
    inner join nachet_data.permission as p on u.permission_id = p.id
    where u.id = p_target_user_id and u.state <> 'former';
    if v_old is null then
        perform nachet._raise('NX001', jsonb_build_object('user_id', p_target_user_id));
    end if;
    v_permission_id := nachet._read_permission(p_permission, 'admin');
    if v_permission_id < nachet._level('admin') and not exists (
        select
        from nachet_data.users as u
        where u.permission_id = nachet._level('admin')
            and u.state = 'active'
            and u.id <> p_target_user_id
    ) then
        perform nachet._raise('NX114', jsonb_build_object('user_id', p_target_user_id));
    end if;

    update nachet_data.users as u
    set permission_id = v_permission_id, updated_at = v_now
    where u.id = p_target_user_id and u.permission_id <> v_permission_id;
    perform nachet._record_acts(
        p_user_id, null, 'set_user_permission', 'users', array[p_target_user_id],
        array[jsonb_build_object('permission', v_old)],
        array[jsonb_build_object('permission', p_permission)]
    );
    return nachet._user_document(p_target_user_id);
end
$function$;

comment on function nachet.set_user_permission is
'Sets the highest permission that a user may have anywhere (read, write, manage or admin) and '
'returns the user.';
grant execute on function nachet.set_user_permission to nachet_backend;
