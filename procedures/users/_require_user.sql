create or replace function nachet._require_user(
    p_user_id uuid, p_permission text, p_seen_by uuid default null
)
returns smallint language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_seen_by: refuses also whom this user cannot see: one sees oneself, who is in a group of one's
-- own, and with whom a container is shared now, either way; an administrator sees everybody.
-- Raises: NX001 (a former user, too); NX303; NX302 when an administrator is required, else NX301.
declare
    v_level smallint;
    v_state text;
begin
    select u.permission_id, u.state into v_level, v_state
    from nachet_data.users as u
    where u.id = p_user_id and u.state <> 'former';
    if p_seen_by <> p_user_id and not exists (
        select
        from nachet_data.users as a
        where a.id = p_seen_by and a.permission_id = nachet._level('admin')
        union all
        select
        from nachet_data.user_group as o
        inner join nachet_data.user_group as m on o.group_id = m.group_id
        where o.user_id = p_seen_by and m.user_id = p_user_id
        union all
        select
        from nachet_data.user_container as s
        inner join nachet_data.container as c on s.container_id = c.id
        where
            (
                (s.user_id = p_user_id and c.owner_id = p_seen_by)
                or (s.user_id = p_seen_by and c.owner_id = p_user_id)
            )
            and nachet_data.in_force(s.until, nachet._now())
            and c.deleted_at is null
    ) then
        v_level := null;
    end if;
    if v_level >= nachet._level(p_permission) and v_state = 'active' then
        return v_level;
    end if;
    perform nachet._raise(
        case
            when v_level is null then 'NX001'
            when v_state <> 'active' then 'NX303'
            when p_permission = 'admin' then 'NX302'
            else 'NX301'
        end,
        jsonb_build_object('user_id', p_user_id, 'required', p_permission)
    );
    return null;
end
$function$;

comment on function nachet._require_user is
'Returns the level of a user; refuses a user who is deactivated, or whose own permission is lower '
'than required (every user has read).';
