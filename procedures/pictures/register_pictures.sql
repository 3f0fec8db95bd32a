create or replace function nachet.register_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Reserves pictures before their blobs are written. Each of p_pictures: media_type, extension,
-- byte_size, sha256 (hex); optional width, height, zoom, nb_seeds, description (up to 10,000
-- characters), metadata (an object, up to 100,000), picture_id, parent, parent_box, and seed_id or
-- seed_name, which makes it verified.
-- Locks: the catalogue, shared, where a species is named; the folder, shared; parents and pictures
-- of the same bytes, by id; the new rows; waits for a concurrent reservation of the same bytes.
-- Raises: NX001, NX002, NX003, NX004 (parent), NX007, NX108, NX203, NX301.
-- Repeat: the same bytes in the same folder are one picture: the answer names it, with new =
-- false; a reservation is renewed.
declare
    v_now constant timestamptz := nachet._now();
    v_pictures jsonb;
    v_new uuid[];
    v_answer jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform nachet._check_pictures(p_pictures);
    v_pictures := nachet._complete_pictures(p_pictures);
    perform nachet._require_picture_set(p_container_id, p_picture_set_id);
    perform nachet._lock_relatives(p_container_id, p_picture_set_id, v_pictures);

    with inserted as (
        insert into nachet_data.picture (
            container_id, id, picture_set_id, parent, parent_box, user_id, picture, media_type,
            byte_size, sha256, width, height, zoom, nb_seeds, description, blob_container_id,
            blob_name, upload_date, updated_at
        )
        select
            p_container_id, d.picture_id, p_picture_set_id, d.parent, d.parent_box, p_user_id,
            coalesce(d.metadata, '{}'), d.media_type, d.byte_size, decode(d.sha256, 'hex'),
            d.width, d.height, d.zoom, d.nb_seeds, d.description,
            p_container_id, p_picture_set_id || '/' || d.picture_id || '.' || d.extension,
            v_now, v_now
        from jsonb_to_recordset(v_pictures) as d (
            picture_id uuid, parent uuid, parent_box jsonb, metadata jsonb, media_type text,
            extension text, byte_size numeric, sha256 text, width numeric, height numeric,
            zoom double precision, nb_seeds numeric, description text
        )
        -- In one order, so that two batches with the same bytes wait for each other and never both.
        order by d.sha256
        on conflict do nothing
        returning id
    )
    select array_agg(i.id) into v_new
    from inserted as i;
    perform nachet._require_unused_ids(p_container_id, v_new);

    -- In the order of the request: its own row, or the one that holds the same bytes.
    select jsonb_agg(
        jsonb_build_object(
            'picture_id', p.id,
            'state', p.state,
            'container_name', 'user-' || p.blob_container_id,
            'blob_name', p.blob_name,
            'new', coalesce(p.id = any (v_new), false),
            'seed_id', d.value -> 'seed_id'
        )
        order by d.ordinality
    )
    into v_answer
    from jsonb_array_elements(v_pictures) with ordinality as d (value, ordinality)
    left join nachet_data.picture as p
        on p.container_id = p_container_id
        and p.picture_set_id = p_picture_set_id
        and p.sha256 = decode(d.value ->> 'sha256', 'hex')
        and p.deleted_at is null;
    perform nachet._require_reserved(v_pictures, v_answer);
    perform nachet._renew_reservations(
        p_container_id,
        array(
            select a.picture_id
            from jsonb_to_recordset(v_answer) as a (picture_id uuid, state text, new boolean)
            where a.state = 'pending' and not a.new
        )
    );
    perform nachet._name_pictures(p_container_id, v_answer);

    return jsonb_build_object('pictures', (
        select jsonb_agg(a.value - 'seed_id' order by a.ordinality)
        from jsonb_array_elements(v_answer) with ordinality as a (value, ordinality)
    ));
end
$function$;

comment on function nachet.register_pictures(uuid, uuid, uuid, jsonb) is
'Reserves pictures in a folder: where each blob is to be written, or which picture has the same '
'bytes already.';
revoke all on function nachet.register_pictures(uuid, uuid, uuid, jsonb) from public;
grant execute on function nachet.register_pictures(uuid, uuid, uuid, jsonb) to nachet_backend;
