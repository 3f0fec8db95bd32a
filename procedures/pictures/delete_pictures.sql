create or replace function nachet.delete_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_ids uuid[]
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set enable_seqscan = off set jit = off as $function$
-- Verified pictures too: the caller names each one. purge_trash deletes them permanently.
-- Locks: the pictures, in the order of their ids.
-- Raises: NX001, NX002, NX004, NX301, NX303.
-- Repeat: NX004.
declare
    v_now constant timestamptz := nachet._now();
    v_ids uuid[];
    v_trashed integer;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    perform nachet._lock_pictures(p_container_id, p_picture_ids, false);
    update nachet_data.picture as p
    set deleted_at = v_now, updated_at = v_now
    where p.container_id = p_container_id and p.id = any (p_picture_ids);
    get diagnostics v_trashed = row_count;
    v_ids := array(select distinct i.id from unnest(p_picture_ids) as i (id) order by i.id);
    perform nachet._record_acts(
        p_user_id, p_container_id, 'delete_pictures', 'picture', v_ids,
        array_fill('{"deleted_at": null}'::jsonb, array[cardinality(v_ids)]),
        array_fill(jsonb_build_object('deleted_at', v_now), array[cardinality(v_ids)])
    );
    return jsonb_build_object('trashed', v_trashed);
end
$function$;

comment on function nachet.delete_pictures is 'Moves pictures to the trash.';
grant execute on function nachet.delete_pictures to nachet_backend;
