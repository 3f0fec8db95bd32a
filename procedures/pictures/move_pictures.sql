create or replace function nachet.move_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_ids uuid[], p_picture_set_id uuid
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Moves pictures to another folder of the container; their blobs follow, and stay readable all
-- along.
-- Locks: the folder, shared; the pictures, in the order of their ids.
-- Raises: NX001, NX002, NX003, NX004, NX112, NX301.
-- Repeat: changes nothing.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_moved uuid[];
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform nachet._require_picture_set(p_container_id, p_picture_set_id);
    perform nachet._lock_pictures(p_container_id, p_picture_ids);
    perform nachet._require_no_twins(p_container_id, p_picture_ids, p_picture_set_id);

    begin
        with moved as (
            update nachet_data.picture as p
            set picture_set_id = p_picture_set_id, updated_at = v_now
            where p.container_id = p_container_id and p.id = any (p_picture_ids)
                and p.picture_set_id <> p_picture_set_id
            returning p.id
        )

        select array_agg(m.id) into v_moved
        from moved as m;
    exception
        -- The same bytes came there between the look and the change.
        when unique_violation then
            perform nachet._require_no_twins(p_container_id, p_picture_ids, p_picture_set_id);
            raise;
    end;
    perform nachet._write_move_tasks(p_container_id, v_moved, v_claim);
    return jsonb_build_object(
        'moved', coalesce(cardinality(v_moved), 0),
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.move_pictures(uuid, uuid, uuid[], uuid) is
'Moves pictures to another folder of the container.';
revoke all on function nachet.move_pictures(uuid, uuid, uuid[], uuid) from public;
grant execute on function nachet.move_pictures(uuid, uuid, uuid[], uuid) to nachet_backend;
