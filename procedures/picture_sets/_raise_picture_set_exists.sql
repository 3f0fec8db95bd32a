create or replace function nachet._raise_picture_set_exists(p_container_id uuid, p_name text)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Says that the name of a folder is taken, and by which.
-- Raises: NX102, always.
begin
    raise exception using
        errcode = 'NX102',
        message = 'a folder with this name exists',
        detail = jsonb_build_object(
            'container_id', p_container_id,
            'folder_name', p_name,
            'picture_set_id', (
                select ps.id
                from nachet_data.picture_set as ps
                where
                    ps.container_id = p_container_id
                    and ps.name_key = lower(normalize(p_name, nfkd))
                    and ps.deleted_at is null
            )
        )::text,
        hint = 'Choose another name; case does not tell names apart.';
end
$function$;

comment on function nachet._raise_picture_set_exists(uuid, text) is
'Refuses a folder''s name that is taken.';
revoke all on function nachet._raise_picture_set_exists(uuid, text) from public;
