create or replace function nachet._access_level(p_user_id uuid, p_container_id uuid)
returns smallint
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Decides access, for everyone and everywhere: the height on the ladder of nachet_data.permission
-- that the user reaches in the container; 0 for none or no such container, null for no such user.
-- The owner manages; a group gives its members its permission; a public container is readable;
-- the user's own permission bounds all of it; an admin stands above. Truth table: sql/README.md.
declare
    v_level smallint;
begin
    select
        case
            when u.permission_id = 4 and c.id is not null then 4
            else least(
                u.permission_id,
                greatest(
                    case when c.owner_id = u.id then 3 end,
                    case when c.public then 1 end,
                    (
                        select max(g.permission_id)
                        from nachet_data.group_container as gc
                        inner join nachet_data.user_group as ug
                            on gc.group_id = ug.group_id and ug.user_id = p_user_id
                        inner join nachet_data.groups as g on gc.group_id = g.id
                        where gc.container_id = p_container_id
                    ),
                    0
                )
            )
        end::smallint
    into v_level
    from nachet_data.users as u
    left join nachet_data.container as c on c.id = p_container_id
    where u.id = p_user_id;
    return v_level;
end
$function$;

comment on function nachet._access_level(uuid, uuid) is
'What a user may do in a container: 0 nothing, 1 read, 2 write, 3 manage, 4 admin; null for no '
'such user.';
revoke all on function nachet._access_level(uuid, uuid) from public;
