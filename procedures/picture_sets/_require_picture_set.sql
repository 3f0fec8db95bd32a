create or replace function nachet._require_picture_set(p_container_id uuid, p_picture_set_id uuid)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through a folder of the container that is not in the trash, and keeps it out of the trash
-- until the transaction ends.
-- Locks: the folder, shared.
-- Raises: NX003.
begin
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = p_picture_set_id and ps.deleted_at is null
    for share;
    if not found then
        raise exception using
            errcode = 'NX003',
            message = 'folder not found',
            detail = jsonb_build_object('picture_set_id', p_picture_set_id)::text,
            hint = 'List the folders of the container and choose one of them.';
    end if;
end
$function$;

comment on function nachet._require_picture_set(uuid, uuid) is
'Refuses a folder that is not there.';
revoke all on function nachet._require_picture_set(uuid, uuid) from public;
