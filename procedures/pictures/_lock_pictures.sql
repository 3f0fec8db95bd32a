create or replace function nachet._lock_pictures(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through pictures that readers may see, all of them, and keeps them where they are until
-- the transaction ends.
-- Locks: the pictures, in the order of their ids.
-- Raises: NX004.
declare
    v_found uuid[];
    v_missing uuid;
begin
    select array_agg(l.id) into v_found
    from (
        select p.id
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = any (p_picture_ids)
            and p.state = 'confirmed' and p.deleted_at is null
        order by p.id
        for no key update
    ) as l;
    select i.id into v_missing
    from unnest(p_picture_ids) as i (id)
    where i.id <> all (coalesce(v_found, '{}'))
    limit 1;
    if v_missing is not null then
        raise exception using
            errcode = 'NX004',
            message = 'picture not found',
            detail = jsonb_build_object('picture_id', v_missing)::text,
            hint = 'Check the id; a picture is there once its upload is confirmed.';
    end if;
end
$function$;

comment on function nachet._lock_pictures(uuid, uuid[]) is
'Refuses pictures that are not there; locks those that are.';
revoke all on function nachet._lock_pictures(uuid, uuid[]) from public;
