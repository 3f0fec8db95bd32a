create or replace function nachet._raise_picture_set_not_found(p_picture_set_id uuid)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Says that a folder is not there, or not for the caller to see.
-- Raises: NX003, always.
begin
    raise exception using
        errcode = 'NX003',
        message = 'folder not found',
        detail = jsonb_build_object('picture_set_id', p_picture_set_id)::text,
        hint = 'List the folders of the container and choose one of them.';
end
$function$;

comment on function nachet._raise_picture_set_not_found(uuid) is
'Refuses a folder that is not there.';
revoke all on function nachet._raise_picture_set_not_found(uuid) from public;
