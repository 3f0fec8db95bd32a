create or replace function nachet.list_deleted_containers(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Those that the user owns; for an administrator: all. With what a restore brings back.
-- Locks: nothing.
-- Raises: NX001, NX303.
-- Repeat: the same answer.
declare
    v_is_admin boolean;
    v_container record;
    v_nb_pictures bigint;
    v_byte_size bigint;
    v_containers jsonb := '[]'::jsonb;
begin
    v_is_admin := nachet._require_user(p_user_id, 'read') = nachet._level('admin');
    for v_container in
        select c.id, c.name, c.kind, c.owner_id, c.deleted_at
        from nachet_data.container as c
        where c.deleted_at is not null
            and c.purged_at is null
            and (v_is_admin or c.owner_id = p_user_id)
        order by c.deleted_at desc, c.id
    loop
        select count(*), coalesce(sum(p.byte_size), 0)::bigint into v_nb_pictures, v_byte_size
        from nachet_data.picture as p
        where p.container_id = v_container.id
            and p.state = 'confirmed'
            and p.deleted_at = v_container.deleted_at;
        v_containers := v_containers || jsonb_build_object(
            'container_id', v_container.id,
            'name', v_container.name,
            'kind', v_container.kind,
            'owner_id', v_container.owner_id,
            'nb_pictures', v_nb_pictures,
            'byte_size', v_byte_size,
            'deleted_at', v_container.deleted_at
        );
    end loop;
    return v_containers;
end
$function$;

comment on function nachet.list_deleted_containers is
'Lists the containers in the trash that a user can restore, the last deleted first.';
grant execute on function nachet.list_deleted_containers to nachet_backend;
