create or replace function nachet._trash_container(p_container_id uuid)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- With its folders, the default folder too, and its pictures; returns how many of each. All have
-- one time of deletion, by which a restore knows what was deleted before.
-- Locks: the folders, then the pictures, both by id. The caller has locked the container.
declare
    v_now constant timestamptz := nachet._now();
    v_folders bigint;
    v_pictures bigint;
begin
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.deleted_at is null
    order by ps.id
    for update;
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.deleted_at is null
    order by p.id
    for no key update;
    select count(*) into v_folders
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.deleted_at is null;
    select count(*) filter (where p.state = 'confirmed') into v_pictures
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.deleted_at is null;

    update nachet_data.picture as p
    set deleted_at = v_now, updated_at = v_now
    where p.container_id = p_container_id and p.deleted_at is null;
    update nachet_data.picture_set as ps
    set deleted_at = v_now, updated_at = v_now
    where ps.container_id = p_container_id and ps.deleted_at is null;
    update nachet_data.container as c
    set deleted_at = v_now, updated_at = v_now
    where c.id = p_container_id;
    return jsonb_build_object('picture_sets', v_folders, 'pictures', v_pictures);
end
$function$;

comment on function nachet._trash_container is
'Moves a container with all that is in it to the trash.';
