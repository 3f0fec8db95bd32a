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
    perform nachet._require_found(p_picture_ids, v_found);
end
$function$;

comment on function nachet._lock_pictures(uuid, uuid[]) is
'Refuses pictures that are not there; locks those that are.';
revoke all on function nachet._lock_pictures(uuid, uuid[]) from public;
