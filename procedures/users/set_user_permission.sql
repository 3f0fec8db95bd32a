create or replace function nachet.set_user_permission(
    p_user_id uuid,
    p_target_user_id uuid,
    p_permission text
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Sets the most that a user may do anywhere: read, write, manage or admin. For administrators;
-- one always stays.
-- Locks: the administrators and the user, by id: of two who lower each other, the second is
-- refused.
-- Raises: NX001, NX114, NX209, NX302.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_permission_id smallint;
begin
    perform
    from nachet_data.users as u
    where u.permission_id = 4 or u.id = p_target_user_id
    order by u.id
    for no key update;
    perform nachet._require_admin(p_user_id);
    perform nachet._require_user(p_target_user_id);
    v_permission_id := nachet._permission_id(p_permission, 4::smallint);
    if v_permission_id < 4 and not exists (
        select
        from nachet_data.users as u
        where u.permission_id = 4 and u.id <> p_target_user_id
    ) then
        raise exception using
            errcode = 'NX114',
            message = 'the last administrator cannot be lowered',
            detail = jsonb_build_object('user_id', p_target_user_id)::text,
            hint = 'Make someone else an administrator first.';
    end if;

    update nachet_data.users as u
    set permission_id = v_permission_id, updated_at = v_now
    where u.id = p_target_user_id and u.permission_id <> v_permission_id;
    return nachet._user_document(p_target_user_id);
end
$function$;

comment on function nachet.set_user_permission(uuid, uuid, text) is
'Sets the most that a user may do anywhere.';
revoke all on function nachet.set_user_permission(uuid, uuid, text) from public;
grant execute on function nachet.set_user_permission(uuid, uuid, text) to nachet_backend;
