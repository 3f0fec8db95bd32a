create or replace function nachet.settle_reservation(
    p_container_id uuid, p_picture_id uuid, p_written boolean, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the checker. outcome: confirmed (the blob was found complete), removed, or kept (no such
-- reservation, or it is too young).
-- Options: grace_seconds (age from which a reservation is settled; default 86400), etag (of an
-- incomplete blob: a task claimed for the caller deletes it).
-- Locks: the picture.
-- Raises: NX210.
-- Repeat: outcome is kept.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_options constant jsonb := '{"grace_seconds": 86400}' || nachet._read_options(
        p_options, '{"grace_seconds": "seconds", "etag": "string"}'
    );
    v_etag constant text := v_options ->> 'etag';
    v_blob record;
    v_outcome text := 'kept';
begin
    select p.blob_container_id, p.blob_name into v_blob
    from nachet_data.picture as p
    where p.container_id = p_container_id
        and p.id = p_picture_id
        and p.state = 'pending'
        and p.updated_at <= v_now - make_interval(
            secs => (v_options -> 'grace_seconds')::double precision
        )
    for update;
    if found and p_written then
        update nachet_data.picture as p
        set state = 'confirmed', updated_at = v_now
        where p.container_id = p_container_id and p.id = p_picture_id;
        v_outcome := 'confirmed';
    elsif found then
        delete from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = p_picture_id;
        if v_etag is not null then
            perform nachet._write_blob_tasks(
                p_container_id, false, '{}', '{}',
                jsonb_build_array(jsonb_build_object(
                    'picture_id', p_picture_id, 'container_id', v_blob.blob_container_id,
                    'name', v_blob.blob_name, 'content', jsonb_build_object('etag', v_etag)
                )),
                v_claim
            );
        end if;
        v_outcome := 'removed';
    end if;
    return jsonb_build_object(
        'outcome', v_outcome,
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.settle_reservation is
'Confirms or removes a reservation whose upload did not finish.';
grant execute on function nachet.settle_reservation to nachet_backend;
