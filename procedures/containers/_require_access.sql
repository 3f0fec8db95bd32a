create or replace function nachet._require_access(
    p_user_id uuid, p_container_id uuid, p_permission text
)
returns smallint language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- The only function that decides access. The owner has manage; a group gives its members the
-- group's permission; a public container gives read; the user's own permission is the upper limit;
-- an administrator has admin everywhere. Truth table: sql/README.md. A user without any permission
-- gets "not found", so that nobody learns what they may not read.
-- Raises: NX001, NX002, NX301.
declare
    v_level smallint;
begin
    select
        case
            when c.id is null then 0::smallint
            when u.permission_id = nachet._level('admin') then u.permission_id
            else least(
                u.permission_id,
                greatest(
                    case when c.owner_id = u.id then nachet._level('manage') end,
                    case when c.public then nachet._level('read') end,
                    (
                        select max(g.permission_id)
                        from nachet_data.group_container as gc
                        inner join nachet_data.user_group as ug
                            on gc.group_id = ug.group_id and ug.user_id = p_user_id
                        inner join nachet_data.groups as g on gc.group_id = g.id
                        where gc.container_id = p_container_id
                    ),
                    0::smallint
                )
            )
        end
    into v_level
    from nachet_data.users as u
    left join nachet_data.container as c on c.id = p_container_id
    where u.id = p_user_id;
    if v_level >= nachet._level(p_permission) then
        return v_level;
    elsif v_level is null then
        perform nachet._raise('NX001', jsonb_build_object('user_id', p_user_id));
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
