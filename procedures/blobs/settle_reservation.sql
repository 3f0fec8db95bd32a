create or replace function nachet.settle_reservation(
    p_container_id uuid,
    p_picture_id uuid,
    p_written boolean,
    p_options jsonb default '{}'
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Ends a reservation whose uploader is gone: confirms it where its blob was found written and
-- whole, else removes it. For the checker; outcome is confirmed, removed, or kept where there is
-- none any more or a younger one.
-- Options: grace_seconds (how long it must have been left alone, 86400 unless said), etag (of a
-- blob that is not whole: it is deleted, by a task claimed for the caller).
-- Locks: the picture.
-- Raises: NX210.
-- Repeat: kept.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_grace constant interval := nachet._read_seconds(p_options, 'grace_seconds', 86400, 1e9);
    v_etag constant text := nachet._read_option(p_options, 'etag', 'string');
    v_outcome text := 'kept';
begin
    perform nachet._require_options(p_options, array['grace_seconds', 'etag']);
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id
        and p.id = p_picture_id
        and p.state = 'pending'
        and p.updated_at <= v_now - v_grace
    for update;
    if found and p_written then
        update nachet_data.picture as p
        set state = 'confirmed', updated_at = v_now
        where p.container_id = p_container_id and p.id = p_picture_id;
        v_outcome := 'confirmed';
    elsif found then
        with removed as (
            delete from nachet_data.picture as p
            where p.container_id = p_container_id and p.id = p_picture_id
            returning p.blob_container_id, p.blob_name
        )

        insert into nachet_data.blob_task (
            container_id, kind, picture_id, blob_container_id, blob_name, content, attempts,
            run_after, claimed_by
        )
        select
            p_container_id, 'delete_blob', p_picture_id, r.blob_container_id, r.blob_name,
            jsonb_build_object('etag', v_etag), 1, v_now + interval '1 minute', v_claim
        from removed as r
        where v_etag is not null;
        v_outcome := 'removed';
    end if;
    return jsonb_build_object(
        'outcome', v_outcome,
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.settle_reservation(uuid, uuid, boolean, jsonb) is
'Confirms or removes a reservation whose uploader is gone; options grace_seconds, etag.';
revoke all on function nachet.settle_reservation(uuid, uuid, boolean, jsonb) from public;
grant execute on function nachet.settle_reservation(uuid, uuid, boolean, jsonb) to nachet_backend;
