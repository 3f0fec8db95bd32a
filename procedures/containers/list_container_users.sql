create or replace function nachet.list_container_users(p_user_id uuid, p_container_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- With the permission of each share and its end (until), also where it is past; not the members of
-- groups.
-- Locks: nothing.
-- Raises: NX001, NX002, NX301, NX303.
-- Repeat: the same answer.
declare
    v_users jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'user_id', u.id,
                'email', u.email,
                'permission', p.name,
                'until', uc.until,
                'upload_date', uc.upload_date
            )
            order by nachet_data.fold(u.email), u.id
        ),
        '[]'
    )
    into v_users
    from nachet_data.user_container as uc
    inner join nachet_data.users as u on uc.user_id = u.id
    inner join nachet_data.permission as p on uc.permission_id = p.id
    where uc.container_id = p_container_id;
    return v_users;
end
$function$;

comment on function nachet.list_container_users is
'Lists the persons with whom a container is shared one by one, by e-mail.';
grant execute on function nachet.list_container_users to nachet_backend;
