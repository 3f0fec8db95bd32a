create or replace function nachet._group_role(p_user_id uuid, p_group_id uuid)
returns text language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- The first that applies.
-- Raises: NX001, NX303; NX010 when the group does not exist or the user may not see it.
declare
    v_role text;
begin
    select
        case
            when g.owner_id = u.id then 'owner'
            when g.id is not null and u.permission_id = nachet._level('admin') then 'admin'
            when ug.id is not null then 'member'
            else 'none'
        end
    into v_role
    from nachet_data.users as u
    left join nachet_data.groups as g on g.id = p_group_id
    left join nachet_data.user_group as ug on g.id = ug.group_id and u.id = ug.user_id
    where u.id = p_user_id and u.state = 'active';
    if v_role is null then
        perform nachet._raise(
            case
                when exists (
                    select
                    from nachet_data.users as u
                    where u.id = p_user_id and u.state = 'deactivated'
                ) then 'NX303'
                else 'NX001'
            end,
            jsonb_build_object('user_id', p_user_id)
        );
    elsif v_role = 'none' then
        perform nachet._raise('NX010', jsonb_build_object('group_id', p_group_id));
    end if;
    return v_role;
end
$function$;

comment on function nachet._group_role is
'Returns a user''s role in a group: owner, admin or member.';
