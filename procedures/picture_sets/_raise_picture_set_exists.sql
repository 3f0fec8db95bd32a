create or replace function nachet._raise_picture_set_exists(
    p_container_id uuid, p_parent uuid, p_name text
)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX102, always.
declare
    v_id uuid;
begin
    select ps.id into v_id
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id
        and ps.parent is not distinct from p_parent
        and ps.name_key = nachet_data.fold(p_name)
        and ps.deleted_at is null;
    perform nachet._raise('NX102', jsonb_build_object(
        'container_id', p_container_id, 'folder_name', p_name, 'picture_set_id', v_id
    ));
end
$function$;

comment on function nachet._raise_picture_set_exists is
'Raises the error that names the folder beside it which has this name already.';
