create or replace function nachet._require_user(p_user_id uuid, p_permission text)
returns smallint language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX001; NX302 when an administrator is required, else NX301.
declare
    v_level smallint;
begin
    select u.permission_id into v_level
    from nachet_data.users as u
    where u.id = p_user_id;
    if v_level >= nachet._level(p_permission) then
        return v_level;
    end if;
    perform nachet._raise(
        case
            when v_level is null then 'NX001'
            when p_permission = 'admin' then 'NX302'
            else 'NX301'
        end,
        jsonb_build_object('user_id', p_user_id, 'required', p_permission)
    );
    return null;
end
$function$;

comment on function nachet._require_user is
'Returns the level of a user; refuses a user whose own permission is lower than required (every '
'user has read).';
