create or replace function nachet.confirm_pictures(
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
-- Confirms that the blobs of reserved pictures are written: from now on readers see them. Answers
-- with the places of the blobs now: of a picture that someone else confirmed, it may be another.
-- Locks: the pictures, in the order of their ids.
-- Raises: NX001, NX002, NX004, NX301.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids)
    order by p.id
    for no key update;

    update nachet_data.picture as p
    set state = 'confirmed', updated_at = v_now
    where p.container_id = p_container_id and p.id = any (p_picture_ids)
        and p.state = 'pending' and p.deleted_at is null;

    perform nachet._require_found(p_picture_ids, array(
        select p.id
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = any (p_picture_ids)
            and p.deleted_at is null
    ));
    return jsonb_build_object('pictures', (
        select coalesce(
            jsonb_agg(
                jsonb_build_object(
                    'picture_id', p.id,
                    'state', p.state,
                    'container_name', 'user-' || p.blob_container_id,
                    'blob_name', p.blob_name
                )
                order by i.ordinality
            ),
            '[]'
        )
        from unnest(p_picture_ids) with ordinality as i (id, ordinality)
        inner join nachet_data.picture as p on p.container_id = p_container_id and i.id = p.id
    ));
end
$function$;

comment on function nachet.confirm_pictures(uuid, uuid, uuid[]) is
'Confirms pictures whose blobs are written.';
revoke all on function nachet.confirm_pictures(uuid, uuid, uuid[]) from public;
grant execute on function nachet.confirm_pictures(uuid, uuid, uuid[]) to nachet_backend;
