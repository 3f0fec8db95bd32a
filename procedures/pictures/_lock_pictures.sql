create or replace function nachet._lock_pictures(
    p_container_id uuid, p_picture_ids uuid[], p_trashed boolean
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Confirmed pictures; p_trashed says whether they must be in the trash or outside it. The query has
-- only key columns in its condition: otherwise the planner might use a partial index instead of the
-- primary key.
-- Locks: the pictures, in the order of their ids, until the transaction ends.
-- Raises: NX004.
declare
    v_found uuid[];
    v_missing uuid;
begin
    select array_agg(l.id) filter (
        where l.state = 'confirmed' and (l.deleted_at is not null) = p_trashed
    )
    into v_found
    from (
        select p.id, p.state, p.deleted_at
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = any (p_picture_ids)
        order by p.id
        for no key update
    ) as l;
    if (p_picture_ids <@ coalesce(v_found, '{}')) is not true then
        select i.id into v_missing
        from unnest(p_picture_ids) as i (id)
        where (i.id = any (v_found)) is not true
        limit 1;
        perform nachet._raise('NX004', jsonb_build_object('picture_id', v_missing));
    end if;
end
$function$;

comment on function nachet._lock_pictures is
'Locks confirmed pictures, in the trash or outside it; refuses a picture that is not there.';
