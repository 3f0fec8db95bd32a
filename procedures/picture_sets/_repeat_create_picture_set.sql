create or replace function nachet._repeat_create_picture_set(
    p_user_id uuid,
    p_container_id uuid,
    p_picture_set_id uuid,
    p_name text
)
returns jsonb
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Answers a creation that met an existing folder: the first answer to the same request, else the
-- reason.
-- Raises: NX102, NX108.
declare
    v_picture_set record;
begin
    select ps.name, ps.owner_id, ps.deleted_at into v_picture_set
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = p_picture_set_id;
    if not found then
        perform nachet._raise_picture_set_exists(p_container_id, p_name);
    elsif (v_picture_set.name, v_picture_set.owner_id) is distinct from (p_name, p_user_id)
        or v_picture_set.deleted_at is not null
    then
        raise exception using
            errcode = 'NX108',
            message = 'the id is taken by something else',
            detail = jsonb_build_object('picture_set_id', p_picture_set_id)::text,
            hint = 'Make a new id; repeat an id only to repeat the same request.';
    end if;
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_set_id', p_picture_set_id,
        'folder_name', p_name,
        'blob_tasks', jsonb_build_array()
    );
end
$function$;

comment on function nachet._repeat_create_picture_set(uuid, uuid, uuid, text) is
'The answer to a creation of a folder that met an existing one.';
revoke all on function nachet._repeat_create_picture_set(uuid, uuid, uuid, text) from public;
