create or replace function nachet.delete_pictures(
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
-- Puts pictures into the trash, verified ones too: the caller names each. purge_trash deletes
-- them for ever.
-- Locks: the pictures, in the order of their ids.
-- Raises: NX001, NX002, NX004, NX301.
-- Repeat: NX004.
declare
    v_now constant timestamptz := nachet._now();
    v_trashed uuid[];
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    perform nachet._lock_pictures(p_container_id, p_picture_ids);
    with trashed as (
        update nachet_data.picture as p
        set deleted_at = v_now, updated_at = v_now
        where p.container_id = p_container_id and p.id = any (p_picture_ids)
        returning p.id
    )

    select array_agg(t.id) into v_trashed
    from trashed as t;
    return jsonb_build_object('trashed', coalesce(cardinality(v_trashed), 0));
end
$function$;

comment on function nachet.delete_pictures(uuid, uuid, uuid[]) is 'Puts pictures into the trash.';
revoke all on function nachet.delete_pictures(uuid, uuid, uuid[]) from public;
grant execute on function nachet.delete_pictures(uuid, uuid, uuid[]) to nachet_backend;
