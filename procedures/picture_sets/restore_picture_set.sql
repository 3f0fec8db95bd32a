create or replace function nachet.restore_picture_set(
    p_user_id uuid,
    p_container_id uuid,
    p_picture_set_id uuid,
    p_options jsonb default '{}'
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Brings a folder back from the trash, with the pictures that went there with it.
-- Options: name (another one, where the old was taken meanwhile).
-- Locks: the folder; its pictures, by id; waits for a concurrent creation of the same name.
-- Raises: NX001, NX002, NX003, NX102, NX110, NX202, NX210, NX301.
-- Repeat: NX110, the folder is not in the trash any more.
declare
    v_now constant timestamptz := nachet._now();
    v_name text;
    v_old record;
    v_nb_pictures bigint;
begin
    perform nachet._require_options(p_options, array['name']);
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    v_name := nachet._require_name(nachet._read_option(p_options, 'name', 'string'));
    select ps.name, ps.deleted_at into v_old
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = p_picture_set_id
    for update;
    if not found then
        perform nachet._raise_picture_set_not_found(p_picture_set_id);
    elsif v_old.deleted_at is null then
        raise exception using
            errcode = 'NX110',
            message = 'the folder is not in the trash',
            detail = jsonb_build_object('picture_set_id', p_picture_set_id)::text,
            hint = 'Only a deleted folder can be restored; and only until it is purged.';
    end if;

    v_name := coalesce(v_name, v_old.name);
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
    with restored as (
        update nachet_data.picture as p
        set deleted_at = null, updated_at = v_now
        where
            p.container_id = p_container_id
            and p.picture_set_id = p_picture_set_id
            and p.deleted_at = v_old.deleted_at
        returning p.state
    )

    select count(*) filter (where r.state = 'confirmed') into v_nb_pictures
    from restored as r;
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_set_id', p_picture_set_id,
        'folder_name', v_name,
        'nb_pictures', v_nb_pictures
    );
end
$function$;

comment on function nachet.restore_picture_set(uuid, uuid, uuid, jsonb) is
'Brings a folder back from the trash; option name.';
revoke all on function nachet.restore_picture_set(uuid, uuid, uuid, jsonb) from public;
grant execute on function nachet.restore_picture_set(uuid, uuid, uuid, jsonb) to nachet_backend;
