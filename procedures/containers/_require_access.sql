create or replace function nachet._require_access(
    p_user_id uuid, p_container_id uuid, p_permission text, p_deleted boolean default false
)
returns smallint language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- The only function that decides access. The owner has manage; a share gives a person, or the
-- members of a group, its permission until it ends, but not more than the group's; a public
-- container gives read; the user's own permission is the upper limit; an administrator has admin
-- everywhere. Truth table: sql/README.md. A user without any permission gets "not found", so that
-- nobody learns what they may not read. A container in the trash is not found either; with
-- p_deleted its owner finds it.
-- Raises: NX001, NX002, NX301, NX303.
declare
    v_level smallint;
begin
    select
        case
            when c.id is null then 0::smallint
            when u.permission_id = nachet._level('admin') then u.permission_id
            when c.owner_id = u.id then least(u.permission_id, nachet._level('manage'))
            when c.deleted_at is not null then 0::smallint
            else least(
                u.permission_id,
                greatest(
                    case when c.public then nachet._level('read') end,
                    (
                        select max(least(g.permission_id, gc.permission_id))
                        from nachet_data.group_container as gc
                        inner join nachet_data.user_group as ug
                            on gc.group_id = ug.group_id and ug.user_id = p_user_id
                        inner join nachet_data.groups as g on gc.group_id = g.id
                        where gc.container_id = p_container_id
                            and nachet_data.in_force(gc.until, nachet._now())
                    ),
                    (
                        select uc.permission_id
                        from nachet_data.user_container as uc
                        where uc.container_id = p_container_id
                            and uc.user_id = p_user_id
                            and nachet_data.in_force(uc.until, nachet._now())
                    ),
                    0::smallint
                )
            )
        end
    into v_level
    from nachet_data.users as u
    left join nachet_data.container as c
        on c.id = p_container_id
        and (c.deleted_at is null or (p_deleted and c.purged_at is null))
    where u.id = p_user_id and u.state = 'active';
    if v_level >= nachet._level(p_permission) then
        return v_level;
    elsif v_level is null then
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
    elsif v_level = 0 then
        perform nachet._raise('NX002', jsonb_build_object('container_id', p_container_id));
    end if;
    perform nachet._raise(
        'NX301', jsonb_build_object('container_id', p_container_id, 'required', p_permission)
    );
    return null;
end
$function$;

comment on function nachet._require_access is
'Returns the level that a user has in a container; refuses a user whose level is lower than '
'required.';
