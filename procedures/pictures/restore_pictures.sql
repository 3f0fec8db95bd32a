create or replace function nachet.restore_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_ids uuid[]
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Takes pictures out of the trash, whose folder is not in the trash itself.
-- Locks: their folders, so that the same bytes do not come there meanwhile; the pictures; both in
-- the order of their ids.
-- Raises: NX001, NX002, NX003 (the folder is in the trash), NX004, NX112, NX301.
-- Repeat: NX004.
declare
    v_now constant timestamptz := nachet._now();
    v_found uuid[];
    v_picture_set_id uuid;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id in (
        select p.picture_set_id
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = any (p_picture_ids)
    )
    order by ps.id
    for no key update;
    select array_agg(l.id) into v_found
    from (
        select p.id
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = any (p_picture_ids)
            and p.state = 'confirmed' and p.deleted_at is not null
        order by p.id
        for no key update
    ) as l;
    perform nachet._require_found(p_picture_ids, v_found);
    for v_picture_set_id in
        select distinct p.picture_set_id
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = any (p_picture_ids)
        order by p.picture_set_id
    loop
        perform nachet._require_picture_set(p_container_id, v_picture_set_id);
        perform nachet._require_no_twins(
            p_container_id,
            array(
                select p.id
                from nachet_data.picture as p
                where p.container_id = p_container_id and p.id = any (p_picture_ids)
                    and p.picture_set_id = v_picture_set_id
            ),
            v_picture_set_id
        );
    end loop;
    update nachet_data.picture as p
    set deleted_at = null, updated_at = v_now
    where p.container_id = p_container_id and p.id = any (p_picture_ids);
    return jsonb_build_object('restored', coalesce(cardinality(v_found), 0));
end
$function$;

comment on function nachet.restore_pictures(uuid, uuid, uuid[]) is
'Takes pictures out of the trash.';
revoke all on function nachet.restore_pictures(uuid, uuid, uuid[]) from public;
grant execute on function nachet.restore_pictures(uuid, uuid, uuid[]) to nachet_backend;
