create or replace function nachet._renew_reservations(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Makes reservations that someone asks for again as young as new ones: settle_reservation takes
-- them from nobody who is still at it.
-- Locks: the pictures, in the order of their ids.
declare
    v_now constant timestamptz := nachet._now();
begin
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids)
    order by p.id
    for no key update;
    update nachet_data.picture as p
    set updated_at = v_now
    where p.container_id = p_container_id
        and p.id = any (p_picture_ids)
        and p.state = 'pending';
end
$function$;

comment on function nachet._renew_reservations(uuid, uuid[]) is
'Makes reservations of pictures young again.';
revoke all on function nachet._renew_reservations(uuid, uuid[]) from public;
