create or replace function nachet._check_pictures(p_pictures jsonb)
returns void language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX203, with the first wrong place.
declare
    v_place text;
begin
    if jsonb_typeof(p_pictures) is distinct from 'array' or p_pictures = '[]' then
        perform nachet._raise('NX203', jsonb_build_object('place', 'pictures'));
    end if;
    select 'pictures[' || d.ordinality - 1 || ']' || f.field
    into v_place
    from jsonb_array_elements(p_pictures) with ordinality as d (value, ordinality)
    cross join lateral (
        select nachet._bad_box_place(
            nachet._to_number(d.value #> '{parent_box,topX}', -1e9, 1e9),
            nachet._to_number(d.value #> '{parent_box,topY}', -1e9, 1e9),
            nachet._to_number(d.value #> '{parent_box,bottomX}', -1e9, 1e9),
            nachet._to_number(d.value #> '{parent_box,bottomY}', -1e9, 1e9),
            null, null
        ) as place
    ) as b
    cross join lateral (
        values
        (1, '', jsonb_typeof(d.value) = 'object'),
        (
            2, '.media_type',
            jsonb_typeof(d.value -> 'media_type') = 'string'
            and d.value ->> 'media_type' ~ '^[a-z]{1,20}/[a-z0-9.+-]{1,80}$'
        ),
        (
            3, '.extension',
            jsonb_typeof(d.value -> 'extension') = 'string'
            and d.value ->> 'extension' ~ '^(?!json$)[a-z0-9]{1,8}$'
        ),
        (4, '.byte_size', nachet._to_number(d.value -> 'byte_size', 1, 9007199254740991) % 1 = 0),
        (
            5, '.sha256',
            jsonb_typeof(d.value -> 'sha256') = 'string'
            and d.value ->> 'sha256' ~ '^[0-9a-f]{64}$'
        ),
        (6, '.width', nachet._to_number(d.value -> 'width', 1, 2147483647) % 1 = 0),
        (7, '.height', nachet._to_number(d.value -> 'height', 1, 2147483647) % 1 = 0),
        (7, '.orientation', nachet._to_number(d.value -> 'orientation', 1, 8) % 1 = 0),
        (8, '.zoom', nachet._to_number(d.value -> 'zoom', 1, 1e6) is not null),
        (9, '.nb_seeds', nachet._to_number(d.value -> 'nb_seeds', 1, 2147483647) % 1 = 0),
        (
            10, '.description',
            jsonb_typeof(d.value -> 'description') = 'string'
            and char_length(d.value ->> 'description') <= 10000
        ),
        (
            11, '.metadata',
            jsonb_typeof(d.value -> 'metadata') = 'object'
            and char_length(d.value ->> 'metadata') <= 100000
        ),
        (12, '.picture_id', nachet._to_uuid(d.value ->> 'picture_id') is not null),
        (13, '.parent', nachet._to_uuid(d.value ->> 'parent') is not null),
        (
            14,
            '.parent_box' || case
                when jsonb_typeof(d.value -> 'parent_box') = 'object' then coalesce(b.place, '')
                else ''
            end,
            b.place is null
        ),
        -- Where the picture is in a parent that it does not have.
        (14, '.parent_box', d.value ->> 'parent' is not null),
        (15, '.seed_id', nachet._to_uuid(d.value ->> 'seed_id') is not null),
        (
            16, '.seed_name',
            jsonb_typeof(d.value -> 'seed_name') = 'string'
            and char_length(d.value ->> 'seed_name') <= 200
            and (nachet._read_label(d.value ->> 'seed_name')).name <> ''
        )
    ) as f (n, field, fine)
    -- An optional key may be missing or null.
    where f.fine is not true
        and not (f.n > 5 and d.value ->> split_part(f.field, '.', 2) is null)
    order by d.ordinality, f.n, f.field desc
    limit 1;
    if found then
        perform nachet._raise('NX203', jsonb_build_object('place', v_place));
    end if;
end
$function$;

comment on function nachet._check_pictures is
'Refuses descriptions of pictures that cannot be stored.';

create or replace function nachet._complete_pictures(p_pictures jsonb)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Adds an id to each description, and the id of its species; new species names are added to the
-- catalogue.
-- Locks: the catalogue, shared, if a species is named; waits for a concurrent transaction that adds
-- the same name.
-- Raises: NX007, with the first wrong place.
declare
    v_label_seeds jsonb;
    v_missing record;
    v_pictures jsonb;
begin
    if p_pictures @? '$[*] ? (@.seed_id != null || @.seed_name != null)' then
        v_label_seeds := nachet._resolve_labels(
            array(
                select distinct d.value ->> 'seed_name'
                from jsonb_array_elements(p_pictures) as d (value)
                where d.value ->> 'seed_id' is null and d.value ->> 'seed_name' is not null
            ),
            true
        );
    end if;

    select jsonb_agg(
        d.value || jsonb_build_object(
            'picture_id', coalesce(nachet._to_uuid(d.value ->> 'picture_id'), nachet_data.uuid7()),
            'seed_id', case
                when d.value ->> 'seed_id' is not null then coalesce(s.merged_into, s.id)
                else nachet._to_uuid(v_label_seeds ->> (d.value ->> 'seed_name'))
            end
        )
        order by d.ordinality
    )
    into v_pictures
    from jsonb_array_elements(p_pictures) with ordinality as d (value, ordinality)
    left join nachet_data.seed as s on s.id = nachet._to_uuid(d.value ->> 'seed_id');

    select d.ordinality - 1 as number, d.value -> 'seed_id' as id into v_missing
    from jsonb_array_elements(p_pictures) with ordinality as d (value, ordinality)
    where d.value ->> 'seed_id' is not null
        and v_pictures #>> array[(d.ordinality - 1)::text, 'seed_id'] is null
    order by d.ordinality
    limit 1;
    if found then
        perform nachet._raise('NX007', jsonb_build_object(
            'place', 'pictures[' || v_missing.number || '].seed_id', 'seed_id', v_missing.id
        ));
    end if;
    return v_pictures;
end
$function$;

comment on function nachet._complete_pictures is
'Returns descriptions of pictures completed with ids and species ids.';

create or replace function nachet._lock_relatives(
    p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- The parents, and pictures with the same bytes.
-- Locks: these pictures, in the order of their ids.
-- Raises: NX004, with the first wrong place.
declare
    v_parents uuid[];
    v_bytes bytea[];
    v_found uuid[];
    v_missing record;
begin
    select array_agg(d.parent), array_agg(decode(d.sha256, 'hex'))
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
    select i.ordinality - 1 as number, i.id into v_missing
    from unnest(v_parents) with ordinality as i (id, ordinality)
    where i.id is not null and (i.id = any (v_found)) is not true
    order by i.ordinality
    limit 1;
    if found or p_pictures is null then
        perform nachet._raise('NX004', jsonb_build_object(
            'place', 'pictures[' || v_missing.number || '].parent', 'picture_id', v_missing.id
        ));
    end if;
end
$function$;

comment on function nachet._lock_relatives is
'Locks the pictures that new pictures refer to; refuses a parent that does not exist.';

create or replace function nachet._require_unused_ids(
    p_container_id uuid, p_picture_ids uuid[], p_pictures jsonb
)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- A deleted picture with the id may have left a row in the archive or a blob task. So two blobs
-- never meet under one name. p_picture_ids: those of p_pictures that are new.
-- Raises: NX108, with the place.
declare
    v_owner_id uuid;
    v_id uuid;
begin
    if p_picture_ids is null or p_pictures is null then
        perform nachet._raise('NX108', jsonb_build_object('picture_id', null));
    end if;
    for v_owner_id in
        select c.id
        from nachet_data.container as c
        where c.id = p_container_id or c.kind = 'archive'
    loop
        select t.picture_id into v_id
        from nachet_data.blob_task as t
        where t.container_id = v_owner_id and t.picture_id = any (p_picture_ids)
        limit 1;
        if not found and v_owner_id <> p_container_id then
            select p.id into v_id
            from nachet_data.picture as p
            where p.container_id = v_owner_id and p.id = any (p_picture_ids)
            limit 1;
        end if;
        if v_id is not null then
            perform nachet._raise('NX108', jsonb_build_object(
                'place', (
                    select 'pictures[' || min(d.ordinality) - 1 || '].picture_id'
                    from jsonb_array_elements(p_pictures) with ordinality as d (value, ordinality)
                    where nachet._to_uuid(d.value ->> 'picture_id') = v_id
                ),
                'picture_id', v_id
            ));
        end if;
    end loop;
end
$function$;

comment on function nachet._require_unused_ids is
'Refuses ids of new pictures that are still in use elsewhere.';

create or replace function nachet._renew_reservations(p_container_id uuid, p_picture_ids uuid[])
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- So that settle_reservation does not remove a reservation whose upload is still going on.
-- Locks: the pictures, in the order of their ids.
declare
    v_now constant timestamptz := nachet._now();
begin
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids)
    order by p.id
    for no key update;
    update nachet_data.picture as p
    set updated_at = v_now
    where p.container_id = p_container_id
        and p.id = any (p_picture_ids)
        and p.state = 'pending';
end
$function$;

comment on function nachet._renew_reservations is
'Makes the reservations of pictures as young as new ones.';

create or replace function nachet._name_pictures(p_container_id uuid, p_pictures jsonb)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- A picture of a named species counts as verified. Each of p_pictures: picture_id, seed_id (null
-- when no species was named).
-- Locks: the pictures, in the order of their ids.
declare
    v_now constant timestamptz := nachet._now();
begin
    if not p_pictures @? '$[*] ? (@.seed_id != null)' then
        return;
    end if;
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id in (
        select d.picture_id
        from jsonb_to_recordset(p_pictures) as d (picture_id uuid, seed_id uuid)
        where d.seed_id is not null
    )
    order by p.id
    for no key update;
    insert into nachet_data.picture_seed (
        container_id, picture_id, seed_id, named_at_upload, upload_date
    )
    select distinct p_container_id, d.picture_id, d.seed_id, true, v_now
    from jsonb_to_recordset(p_pictures) as d (picture_id uuid, seed_id uuid)
    where d.seed_id is not null
    on conflict (container_id, picture_id, seed_id)
    do update set named_at_upload = excluded.named_at_upload;

    update nachet_data.picture as p
    set verified = true, updated_at = v_now
    from jsonb_to_recordset(p_pictures) as d (picture_id uuid, seed_id uuid)
    where p.container_id = p_container_id
        and p.id = d.picture_id
        and d.seed_id is not null
        and not p.verified;
end
$function$;

comment on function nachet._name_pictures is 'Records the species that an uploader named.';

create or replace function nachet._use_quota(p_container_id uuid, p_picture_ids uuid[])
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- One registration at a time in a container with a quota, from here to its end; others need not
-- wait. What was counted is never less than what is there, as only new pictures add to it: it is
-- counted again where the quota would be exceeded. p_picture_ids: the new pictures.
-- Locks: in a container with a quota, how much of it is used.
-- Raises: NX130.
declare
    v_quota bigint;
    v_new bigint;
    v_used bigint;
begin
    select c.quota into v_quota
    from nachet_data.container as c
    where c.id = p_container_id;
    if v_quota is null or p_picture_ids = '{}' then
        return;
    end if;
    select coalesce(sum(p.byte_size), 0)::bigint into v_new
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids);
    update nachet_data.quota_usage as q
    set byte_size = q.byte_size + v_new
    where q.container_id = p_container_id
    returning q.byte_size into v_used;
    if coalesce(v_used > v_quota, true) then
        select coalesce(sum(p.byte_size), 0)::bigint into v_used
        from nachet_data.picture as p
        where p.container_id = p_container_id;
        update nachet_data.quota_usage as q
        set byte_size = v_used
        where q.container_id = p_container_id;
    end if;
    if v_used > v_quota then
        perform nachet._raise('NX130', jsonb_build_object(
            'container_id', p_container_id, 'quota', v_quota, 'byte_size', v_used - v_new,
            'new_byte_size', v_new
        ));
    end if;
end
$function$;

comment on function nachet._use_quota is
'Counts new pictures for the quota of their container; refuses what exceeds it.';

create or replace function nachet.register_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Each of p_pictures: media_type, extension, byte_size, sha256 (hexadecimal); optional: width and
-- height as people see it, orientation (of the bytes, as EXIF counts), zoom, nb_seeds, description
-- (up to 10,000 characters), metadata (a JSON object of up to 100,000 characters), picture_id,
-- parent and parent_box, and seed_id or seed_name, which makes the picture verified.
-- Locks: the catalogue, shared, if a species is named; the folder, shared; parents and pictures
-- with the same bytes, by id; the new rows; waits for a concurrent reservation of the same bytes;
-- in a container with a quota, how much of it is used.
-- Raises: NX001, NX002, NX003, NX004 (parent), NX007, NX108, NX130, NX203, NX301. What is wrong
-- with one picture has its place in the detail; that of NX130 has the quota and what is used of it.
-- Repeat: the same bytes in the same folder are one picture: the answer names it, with new = false;
-- its reservation is renewed.
declare
    v_now constant timestamptz := nachet._now();
    v_pictures jsonb;
    v_id uuid;
    v_taken record;
    v_new uuid[] := array[]::uuid[];
    v_answer jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform nachet._check_pictures(p_pictures);
    v_pictures := nachet._complete_pictures(p_pictures);
    perform nachet._require_picture_set(p_container_id, p_picture_set_id);
    perform nachet._lock_relatives(p_container_id, p_picture_set_id, v_pictures);

    for v_id in
        insert into nachet_data.picture (
            container_id, id, picture_set_id, parent, parent_box, user_id, picture, media_type,
            byte_size, sha256, width, height, orientation, zoom, nb_seeds, description,
            blob_container_id, blob_name, upload_date, updated_at
        )
        select
            p_container_id, d.picture_id, p_picture_set_id, d.parent, d.parent_box, p_user_id,
            coalesce(d.metadata, '{}'), d.media_type, d.byte_size, decode(d.sha256, 'hex'),
            d.width, d.height, coalesce(d.orientation, 1), d.zoom, d.nb_seeds, d.description,
            p_container_id,
            p_picture_set_id::text || '/' || d.picture_id::text || '.' || d.extension, v_now, v_now
        from jsonb_to_recordset(v_pictures) as d (
            picture_id uuid, parent uuid, parent_box jsonb, metadata jsonb, media_type text,
            extension text, byte_size numeric, sha256 text, width numeric, height numeric,
            orientation numeric, zoom double precision, nb_seeds numeric, description text
        )
        -- In one order: two batches with the same bytes cannot deadlock.
        order by d.sha256
        on conflict do nothing
        returning id
    loop
        v_new := v_new || v_id;
    end loop;
    perform nachet._require_unused_ids(p_container_id, v_new, v_pictures);

    -- In the order of the request: the new row, or the row with the same bytes.
    select jsonb_agg(
        jsonb_build_object(
            'picture_id', p.id,
            'state', p.state,
            'container_name', nachet._container_name(p.blob_container_id),
            'blob_name', p.blob_name,
            'new', p.id = any (v_new),
            'seed_id', d.value -> 'seed_id',
            'asked_id', d.value -> 'picture_id'
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
    -- No row: the caller's own id belongs to other bytes, another folder or a picture in the trash.
    select a.ordinality - 1 as number, a.value -> 'asked_id' as id into v_taken
    from jsonb_array_elements(v_answer) with ordinality as a (value, ordinality)
    where a.value ->> 'picture_id' is null
    order by a.ordinality
    limit 1;
    if found then
        perform nachet._raise('NX108', jsonb_build_object(
            'place', 'pictures[' || v_taken.number || '].picture_id', 'picture_id', v_taken.id
        ));
    end if;
    perform nachet._renew_reservations(
        p_container_id,
        array(
            select a.picture_id
            from jsonb_to_recordset(v_answer) as a (picture_id uuid, state text, new boolean)
            where a.state = 'pending' and not a.new
        )
    );
    perform nachet._name_pictures(p_container_id, v_answer);
    perform nachet._use_quota(p_container_id, v_new);
    return (
        select jsonb_agg(a.value - array['seed_id', 'asked_id'] order by a.ordinality)
        from jsonb_array_elements(v_answer) with ordinality as a (value, ordinality)
    );
end
$function$;

comment on function nachet.register_pictures is
'Reserves pictures in a folder before their blobs are written and returns the place of each, or '
'the picture that has the same bytes.';
grant execute on function nachet.register_pictures to nachet_backend;
