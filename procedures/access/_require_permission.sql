create or replace function nachet._require_permission(p_user_id uuid, p_permission text)
returns smallint
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through a user whose own permission, which bounds what they may do anywhere, goes that
-- far; returns it.
-- Raises: NX001, NX301.
declare
    v_permission_id smallint;
    v_required smallint;
begin
    select u.permission_id, p.id into v_permission_id, v_required
    from nachet_data.users as u
    cross join nachet_data.permission as p
    where u.id = p_user_id and p.name = p_permission;
    if v_permission_id is null then
        raise exception using
            errcode = 'NX001',
            message = 'user not found',
            detail = jsonb_build_object('user_id', p_user_id)::text,
            hint = 'Check the id or the e-mail address; create the user first.';
    elsif v_permission_id < v_required then
        raise exception using
            errcode = 'NX301',
            message = 'you may not do this here',
            detail = jsonb_build_object('user_id', p_user_id, 'required', p_permission)::text,
            hint = 'Ask an administrator for a higher permission.';
    end if;
    return v_permission_id;
end
$function$;

comment on function nachet._require_permission(uuid, text) is
'Refuses a user whose own permission does not go that far.';
revoke all on function nachet._require_permission(uuid, text) from public;
