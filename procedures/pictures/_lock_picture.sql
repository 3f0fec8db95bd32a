create or replace function nachet._lock_picture(p_container_id uuid, p_picture_id uuid)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through a picture that readers may see, and keeps it where it is until the transaction ends.
-- Locks: the picture.
-- Raises: NX004.
declare
    v_is_there boolean;
begin
    -- Found by its key alone: a partial index whose condition was met too could take its place.
    select p.state = 'confirmed' and p.deleted_at is null into v_is_there
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = p_picture_id
    for no key update;
    if v_is_there is not true then
        raise exception using
            errcode = 'NX004',
            message = 'picture not found',
            detail = jsonb_build_object('picture_id', p_picture_id)::text,
            hint = 'Check the id; a picture is there once its upload is confirmed.';
    end if;
end
$function$;

comment on function nachet._lock_picture(uuid, uuid) is
'Refuses a picture that is not there; locks one that is.';
revoke all on function nachet._lock_picture(uuid, uuid) from public;
