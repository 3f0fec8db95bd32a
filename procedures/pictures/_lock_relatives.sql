create or replace function nachet._lock_relatives(
    p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb
)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through completed descriptions whose parents are there, and keeps in place what the new
-- pictures will touch: their parents, and those of the same bytes.
-- Locks: these pictures, in the order of their ids.
-- Raises: NX004.
declare
    v_parents uuid[];
    v_bytes bytea[];
    v_found uuid[];
begin
    select
        array_agg(d.parent) filter (where d.parent is not null),
        array_agg(decode(d.sha256, 'hex'))
    into v_parents, v_bytes
    from jsonb_to_recordset(p_pictures) as d (parent uuid, sha256 text);
    select array_agg(l.id) filter (where l.state = 'confirmed') into v_found
    from (
        select p.id, p.state
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.deleted_at is null
            and (
                p.id = any (v_parents)
                or (p.picture_set_id = p_picture_set_id and p.sha256 = any (v_bytes))
            )
        order by p.id
        for no key update
    ) as l;
    perform nachet._require_found(v_parents, v_found);
end
$function$;

comment on function nachet._lock_relatives(uuid, uuid, jsonb) is
'Refuses new pictures whose parents are not there; locks what they will touch.';
revoke all on function nachet._lock_relatives(uuid, uuid, jsonb) from public;
