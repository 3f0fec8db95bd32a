create or replace function nachet._require_admin(p_user_id uuid)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through administrators alone.
-- Raises: NX001, NX302.
declare
    v_permission_id smallint;
begin
    select u.permission_id into v_permission_id
    from nachet_data.users as u
    where u.id = p_user_id;
    if v_permission_id is null then
        raise exception using
            errcode = 'NX001',
            message = 'user not found',
            detail = jsonb_build_object('user_id', p_user_id)::text,
            hint = 'Check the id or the e-mail address; create the user first.';
    elsif v_permission_id < 4 then
        raise exception using
            errcode = 'NX302',
            message = 'only an administrator may do this',
            detail = jsonb_build_object('user_id', p_user_id)::text,
            hint = 'Ask an administrator.';
    end if;
end
$function$;

comment on function nachet._require_admin(uuid) is 'Refuses a user who is no administrator.';
revoke all on function nachet._require_admin(uuid) from public;
