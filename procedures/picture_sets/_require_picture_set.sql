create or replace function nachet._require_picture_set(p_container_id uuid, p_picture_set_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- It stays out of the trash until the transaction ends.
-- Locks: the folder, shared.
-- Raises: NX003.
begin
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = p_picture_set_id and ps.deleted_at is null
    for share;
    if not found then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;
end
$function$;

comment on function nachet._require_picture_set is
'Locks a folder; refuses one that does not exist.';
