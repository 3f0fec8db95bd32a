create or replace function nachet.restore_picture_set(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Options: name (a new name, if the old one was taken meanwhile).
-- Locks: the folder; its pictures, by id; waits for a concurrent transaction that uses the same
-- name.
-- Raises: NX001, NX002, NX003, NX102, NX110, NX202, NX210, NX301.
-- Repeat: NX110, the folder is not in the trash.
declare
    v_now constant timestamptz := nachet._now();
    v_name text;
    v_old record;
    v_nb_pictures bigint;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    v_name := nachet._read_options(p_options, '{"name": "string"}') ->> 'name';
    select ps.name, ps.deleted_at into v_old
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = p_picture_set_id
    for update;
    if not found then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    elsif v_old.deleted_at is null then
        perform nachet._raise('NX110', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;

    v_name := nachet._require_name(coalesce(v_name, v_old.name));
    begin
        update nachet_data.picture_set as ps
        set name = v_name, deleted_at = null, updated_at = v_now
        where ps.container_id = p_container_id and ps.id = p_picture_set_id;
    exception
        when unique_violation then
            perform nachet._raise_picture_set_exists(p_container_id, v_name);
    end;
    perform
    from nachet_data.picture as p
    where
        p.container_id = p_container_id
        and p.picture_set_id = p_picture_set_id
        and p.deleted_at = v_old.deleted_at
    order by p.id
    for no key update;
    select count(*) filter (where p.state = 'confirmed') into v_nb_pictures
    from nachet_data.picture as p
    where p.container_id = p_container_id
        and p.picture_set_id = p_picture_set_id
        and p.deleted_at = v_old.deleted_at;
    update nachet_data.picture as p
    set deleted_at = null, updated_at = v_now
    where p.container_id = p_container_id
        and p.picture_set_id = p_picture_set_id
        and p.deleted_at = v_old.deleted_at;
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_set_id', p_picture_set_id,
        'folder_name', v_name,
        'nb_pictures', v_nb_pictures
    );
end
$function$;

comment on function nachet.restore_picture_set is
'Restores a folder from the trash, with the pictures that were deleted with it.';
grant execute on function nachet.restore_picture_set to nachet_backend;
