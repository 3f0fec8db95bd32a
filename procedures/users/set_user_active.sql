create or replace function nachet.set_user_active(
    p_user_id uuid, p_target_user_id uuid, p_active boolean, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For administrators. Each later statement of a deactivated user is refused (NX303), everywhere;
-- what the user has stays, shares and memberships too. The last administrator who may act cannot
-- be deactivated.
-- Options: reason (up to 10,000 characters).
-- Locks: the administrators and the user, by id: when two administrators deactivate each other, the
-- second one is refused.
-- Raises: NX001, NX114, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_options jsonb;
    v_old text;
    v_new text;
begin
    perform
    from nachet_data.users as u
    where u.permission_id = nachet._level('admin') or u.id = p_target_user_id
    order by u.id
    for no key update;
    perform nachet._require_user(p_user_id, 'admin');
    v_options := nachet._read_options(p_options, '{"reason": "reason"}');
    select u.state into v_old
    from nachet_data.users as u
    where u.id = p_target_user_id and u.state <> 'former';
    if v_old is null then
        perform nachet._raise('NX001', jsonb_build_object('user_id', p_target_user_id));
    elsif not p_active and not exists (
        select
        from nachet_data.users as u
        where u.permission_id = nachet._level('admin')
            and u.state = 'active'
            and u.id <> p_target_user_id
    ) then
        perform nachet._raise('NX114', jsonb_build_object('user_id', p_target_user_id));
    end if;

    v_new := case when p_active then 'active' else 'deactivated' end;
    update nachet_data.users as u
    set state = v_new, updated_at = v_now
    where u.id = p_target_user_id and u.state <> v_new;
    perform nachet._record_acts(
        p_user_id, null, 'set_user_active', 'users', array[p_target_user_id],
        array[jsonb_build_object('state', v_old)], array[jsonb_build_object('state', v_new)],
        v_options ->> 'reason'
    );
    return nachet._user_document(p_target_user_id);
end
$function$;

comment on function nachet.set_user_active is
'Deactivates a user, who then may do nothing, or activates the user again; returns the user.';
grant execute on function nachet.set_user_active to nachet_backend;
