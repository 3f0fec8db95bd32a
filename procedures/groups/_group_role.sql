create or replace function nachet._group_role(p_user_id uuid, p_group_id uuid)
returns text
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- What a user is to a group: owner, admin or member, the first of these that holds.
-- Raises: NX001; NX010 when there is no such group, or none that the user may see.
declare
    v_role text;
begin
    select
        case
            when g.owner_id = u.id then 'owner'
            when g.id is not null and u.permission_id = 4 then 'admin'
            when ug.id is not null then 'member'
            else 'none'
        end
    into v_role
    from nachet_data.users as u
    left join nachet_data.groups as g on g.id = p_group_id
    left join nachet_data.user_group as ug on g.id = ug.group_id and u.id = ug.user_id
    where u.id = p_user_id;
    if v_role is null then
        raise exception using
            errcode = 'NX001',
            message = 'user not found',
            detail = jsonb_build_object('user_id', p_user_id)::text,
            hint = 'Check the id or the e-mail address; create the user first.';
    elsif v_role = 'none' then
        raise exception using
            errcode = 'NX010',
            message = 'group not found',
            detail = jsonb_build_object('group_id', p_group_id)::text,
            hint = 'List your groups; ask the group''s owner.';
    end if;
    return v_role;
end
$function$;

comment on function nachet._group_role(uuid, uuid) is
'What a user is to a group: owner, admin or member.';
revoke all on function nachet._group_role(uuid, uuid) from public;
