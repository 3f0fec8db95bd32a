create or replace function nachet._bad_fact(p_facts jsonb)
returns text language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- null when all are fine. Each may be missing or null.
begin
    return (
        select f.key
        from (
            values
            (1, 'zoom', nachet._to_number(p_facts -> 'zoom', 1, 1e6) is not null),
            (2, 'nb_seeds', nachet._to_number(p_facts -> 'nb_seeds', 1, 2147483647) % 1 = 0),
            (
                3, 'description',
                jsonb_typeof(p_facts -> 'description') = 'string'
                and char_length(p_facts ->> 'description') <= 10000
            ),
            (4, 'metadata', nachet_data.is_metadata(p_facts -> 'metadata')),
            (5, 'seed_id', nachet._to_uuid(p_facts ->> 'seed_id') is not null),
            (
                6, 'seed_name',
                jsonb_typeof(p_facts -> 'seed_name') = 'string'
                and char_length(p_facts ->> 'seed_name') <= 200
                and (nachet._read_label(p_facts ->> 'seed_name')).name <> ''
            ),
            (
                7, 'name',
                jsonb_typeof(p_facts -> 'name') = 'string'
                and char_length(p_facts ->> 'name') <= 255
                and not nachet_data.is_blank(p_facts ->> 'name')
            ),
            (
                8, 'taken_at',
                jsonb_typeof(p_facts -> 'taken_at') = 'string'
                and nachet._to_timestamp(p_facts ->> 'taken_at') is not null
            )
        ) as f (n, key, fine)
        where f.fine is not true and p_facts ->> f.key is not null
        union all
        select c.key
        from unnest(array['device', 'lens', 'tray', 'sample']) as c (key)
        where p_facts ->> c.key is not null
            and (
                jsonb_typeof(p_facts -> c.key) = 'string'
                and char_length(p_facts ->> c.key) <= 200
                and not nachet_data.is_blank(p_facts ->> c.key)
            ) is not true
        limit 1
    );
end
$function$;

comment on function nachet._bad_fact is
'Returns the first fact of a picture that cannot be stored.';

create or replace function nachet._check_pictures(p_pictures jsonb)
returns void language plpgsql stable
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
    cross join lateral nachet._bad_fact(d.value) as o (fact)
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
        (8, '.picture_id', nachet._to_uuid(d.value ->> 'picture_id') is not null),
        (9, '.parent', nachet._to_uuid(d.value ->> 'parent') is not null),
        (
            10,
            '.parent_box' || case
                when jsonb_typeof(d.value -> 'parent_box') = 'object' then coalesce(b.place, '')
                else ''
            end,
            b.place is null
        ),
        -- Where the picture is in a parent that it does not have.
        (10, '.parent_box', d.value ->> 'parent' is not null),
        (11, '.' || o.fact, o.fact is null)
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
-- catalogue. Zooms and times get the form in which they are stored.
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
            'chosen', nachet._to_uuid(d.value ->> 'picture_id') is not null,
            'seed_id', case
                when d.value ->> 'seed_id' is not null then coalesce(s.merged_into, s.id)
                else nachet._to_uuid(v_label_seeds ->> (d.value ->> 'seed_name'))
            end,
            'zoom', (d.value ->> 'zoom')::double precision,
            'taken_at', nachet._to_timestamp(d.value ->> 'taken_at')
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
-- never meet under one name. p_picture_ids: those of p_pictures that are new and chosen.
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

create or replace function nachet._stored_facts(p_container_id uuid, p_picture_ids uuid[])
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp set extra_float_digits = 1 as $function$
-- {picture: facts}. seeds: the species named at the upload or since, by what they are now.
declare
    v_seeds jsonb;
begin
    select jsonb_object_agg(n.picture_id, n.seeds) into v_seeds
    from (
        select ps.picture_id, jsonb_agg(distinct s.current_id order by s.current_id) as seeds
        from nachet_data.picture_seed as ps
        inner join nachet_data.seed as s on ps.seed_id = s.id
        where ps.container_id = p_container_id
            and ps.picture_id = any (p_picture_ids)
            and ps.named_at_upload
        group by ps.picture_id
    ) as n;
    return (
        select jsonb_object_agg(p.id, jsonb_build_object(
            'name', p.name,
            'zoom', p.zoom,
            'nb_seeds', p.nb_seeds,
            'description', p.description,
            'metadata', p.picture,
            'device', p.device,
            'lens', p.lens,
            'tray', p.tray,
            'sample', p.sample,
            'taken_at', p.taken_at,
            'seeds', coalesce(v_seeds -> p.id::text, '[]')
        ))
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = any (p_picture_ids)
    );
end
$function$;

comment on function nachet._stored_facts is 'Returns what people stated about pictures.';

create or replace function nachet._write_facts(
    p_user_id uuid, p_container_id uuid, p_act text, p_before jsonb, p_after jsonb, p_reason text
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_before and p_after: {picture: facts}, as in _stored_facts. A picture of a named species counts
-- as verified; one that loses its last such species, if one of its inferences is verified.
-- Locks: the species of the pictures. The caller has locked the catalogue and the pictures.
declare
    v_now constant timestamptz := nachet._now();
    v_changed record;
    v_named jsonb;
    v_id uuid;
begin
    select
        array_agg(f.id::uuid order by f.id) as ids,
        array_agg(p_before -> f.id order by f.id) as before,
        array_agg(f.facts order by f.id) as after
    into v_changed
    from jsonb_each(p_after) as f (id, facts)
    where f.facts <> p_before -> f.id;
    if v_changed.ids is null then
        return;
    end if;
    perform nachet._record_acts(
        p_user_id, p_container_id, p_act, 'picture', v_changed.ids, v_changed.before,
        v_changed.after, p_reason
    );
    select jsonb_agg(jsonb_build_object(
        'picture_id', f.id, 'seeds', f.value -> 'seeds',
        'lost', not f.value -> 'seeds' @> (p_before #> array[f.id, 'seeds'])
    ))
    into v_named
    from jsonb_each(p_after) as f (id, value)
    where f.value -> 'seeds' <> p_before #> array[f.id, 'seeds'];
    delete from nachet_data.picture_seed as ps
    using jsonb_to_recordset(v_named) as n (picture_id uuid, seeds uuid[]), nachet_data.seed as s
    where ps.container_id = p_container_id
        and ps.picture_id = any (v_changed.ids)
        and ps.picture_id = n.picture_id
        and ps.named_at_upload
        and s.id = ps.seed_id
        and s.current_id <> all (n.seeds);
    insert into nachet_data.picture_seed (
        container_id, picture_id, seed_id, named_at_upload, upload_date
    )
    select p_container_id, n.picture_id, s.id, true, v_now
    from jsonb_to_recordset(v_named) as n (picture_id uuid, seeds uuid[])
    cross join lateral unnest(n.seeds) as s (id)
    where not p_before #> array[n.picture_id::text, 'seeds'] ? s.id::text
    on conflict (container_id, picture_id, seed_id)
    do update set named_at_upload = excluded.named_at_upload;
    -- What a verified inference shows stays known.
    for v_id in
        select n.picture_id
        from jsonb_to_recordset(v_named) as n (picture_id uuid, lost boolean)
        where n.lost
    loop
        perform nachet._settle_picture(p_container_id, v_id, null, null, false);
    end loop;
    -- Once: a row that is updated again in a transaction has its foreign keys checked again.
    update nachet_data.picture as p
    set
        name = d.name, zoom = d.zoom, nb_seeds = d.nb_seeds, description = d.description,
        picture = d.metadata, device = d.device, lens = d.lens, tray = d.tray, sample = d.sample,
        taken_at = d.taken_at, updated_at = v_now,
        verified = case
            when d.seeds = p_before #> array[f.id, 'seeds'] then p.verified
            else d.seeds <> '[]' or exists (
                select
                from nachet_data.inference as i
                where i.container_id = p_container_id and i.picture_id = p.id and i.verified
                    and i.withdrawn_at is null
            )
        end
    from jsonb_each(p_after) as f (id, facts)
    cross join lateral jsonb_to_record(f.facts) as d (
        name text, zoom double precision, nb_seeds numeric, description text, metadata jsonb,
        device text, lens text, tray text, sample text, taken_at timestamptz, seeds jsonb
    )
    where p.container_id = p_container_id
        and p.id = f.id::uuid
        and f.facts <> p_before -> f.id;
end
$function$;

comment on function nachet._write_facts is
'Stores what people state about pictures that are there.';

create or replace function nachet._merge_facts(
    p_pictures jsonb, p_stored jsonb, p_replace boolean
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_pictures: descriptions in the order of the request; those with new = false name a picture of
-- p_stored, {picture: facts}, and are read. Returns p_stored with what was empty filled in; with
-- p_replace also what differs is replaced. Names of files may differ.
-- Raises: NX150, with both values; NX203 (metadata become too long).
declare
    c_keys constant text[] := array[
        'zoom', 'nb_seeds', 'description', 'device', 'lens', 'tray', 'sample', 'taken_at'
    ];
    v_all jsonb := p_stored;
    v_entry record;
    v_old jsonb;
    v_seeds jsonb;
    v_other record;
begin
    for v_entry in
        select
            'pictures[' || d.ordinality - 1 || '].' as place, d.value ->> 'picture_id' as id,
            d.value ->> 'seed_id' as seed_id, d.value as facts,
            coalesce(nullif(d.value -> 'metadata', 'null'), '{}') as metadata
        from jsonb_array_elements(p_pictures) with ordinality as d (value, ordinality)
        where not (d.value -> 'new')::boolean
        order by d.ordinality
    loop
        v_old := v_all -> v_entry.id;
        select f.field, f.stored, f.given into v_other
        from (
            select k.key as field, v_old -> k.key as stored, v_entry.facts -> k.key as given
            from unnest(c_keys) as k (key)
            union all
            select 'metadata.' || m.key, v_old #> array['metadata', m.key], m.value
            from jsonb_each(v_entry.metadata) as m
            union all
            select
                'seed_id',
                case jsonb_array_length(v_old -> 'seeds')
                    when 1 then v_old #> '{seeds,0}' else v_old -> 'seeds'
                end,
                v_entry.facts -> 'seed_id'
            where not v_old -> 'seeds' ? v_entry.seed_id
        ) as f
        where not p_replace
            and not nachet_data.is_empty(f.stored)
            and not nachet_data.is_empty(f.given)
            and f.stored <> f.given
        order by f.field
        limit 1;
        if found then
            perform nachet._raise('NX150', jsonb_build_object(
                'place', v_entry.place || v_other.field, 'picture_id', v_entry.id,
                'stored', v_other.stored, 'given', v_other.given
            ));
        end if;

        v_seeds := case
            when v_entry.seed_id is null then v_old -> 'seeds'
            when p_replace or v_old -> 'seeds' = '[]' then jsonb_build_array(v_entry.seed_id)
            else v_old -> 'seeds'
        end;
        v_all := v_all || jsonb_build_object(v_entry.id, v_old || (
            select jsonb_object_agg(
                k.key,
                case
                    when nachet_data.is_empty(v_entry.facts -> k.key) then v_old -> k.key
                    when p_replace or nachet_data.is_empty(v_old -> k.key)
                        then v_entry.facts -> k.key
                    else v_old -> k.key
                end
            )
            from unnest(c_keys || 'name'::text) as k (key)
        ) || jsonb_build_object('seeds', v_seeds, 'metadata', (v_old -> 'metadata') || (
            select coalesce(jsonb_object_agg(m.key, m.value), '{}')
            from jsonb_each(v_entry.metadata) as m
            where case
                when nachet_data.is_empty(m.value) then not v_old -> 'metadata' ? m.key
                else p_replace or nachet_data.is_empty(v_old #> array['metadata', m.key])
            end
        )));
        if not nachet_data.is_metadata(v_all #> array[v_entry.id, 'metadata']) then
            perform nachet._raise('NX203', jsonb_build_object(
                'place', v_entry.place || 'metadata'
            ));
        end if;
    end loop;
    return v_all;
end
$function$;

comment on function nachet._merge_facts is
'Returns what is known of pictures whose bytes came again; refuses what differs.';

create or replace function nachet._add_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb
)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Returns each description with the picture that has its bytes: picture_id, state, blob_name, the
-- container of the blob, and new. asked_id is the id that the caller chose. A picture of a named
-- species counts as verified.
-- Locks: the new rows; waits for a concurrent reservation of the same bytes.
-- Raises: NX108, NX150 (parent), with the place.
declare
    v_now constant timestamptz := nachet._now();
    v_id uuid;
    v_new uuid[] := array[]::uuid[];
    v_chosen uuid[];
    v_pictures jsonb;
    v_taken record;
begin
    for v_id in
        insert into nachet_data.picture (
            container_id, id, picture_set_id, parent, parent_box, user_id, picture, media_type,
            byte_size, sha256, width, height, orientation, zoom, nb_seeds, description, verified,
            blob_container_id, blob_name, upload_date, updated_at, name, device, lens, tray,
            sample, taken_at
        )
        select
            p_container_id, d.picture_id, p_picture_set_id, d.parent, d.parent_box, p_user_id,
            coalesce(d.metadata, '{}'), d.media_type, d.byte_size, decode(d.sha256, 'hex'),
            d.width, d.height, coalesce(d.orientation, 1), d.zoom, d.nb_seeds, d.description,
            d.seed_id is not null, p_container_id,
            p_picture_set_id::text || '/' || d.picture_id::text || '.' || d.extension, v_now, v_now,
            d.name, d.device, d.lens, d.tray, d.sample, d.taken_at
        from jsonb_to_recordset(p_pictures) as d (
            picture_id uuid, parent uuid, parent_box jsonb, metadata jsonb, media_type text,
            extension text, byte_size numeric, sha256 text, width numeric, height numeric,
            orientation numeric, zoom double precision, nb_seeds numeric, description text,
            seed_id uuid, name text, device text, lens text, tray text, sample text,
            taken_at timestamptz
        )
        -- In one order: two batches with the same bytes cannot deadlock.
        order by d.sha256, d.parent, nachet_data.corners(d.parent_box)
        on conflict do nothing
        returning id
    loop
        v_new := v_new || v_id;
    end loop;
    -- Only an id that the caller chose can be elsewhere: for others the archive is not asked.
    v_chosen := array(
        select d.picture_id
        from jsonb_to_recordset(p_pictures) as d (picture_id uuid, chosen boolean)
        where d.chosen and d.picture_id = any (v_new)
    );
    if v_chosen <> '{}' then
        perform nachet._require_unused_ids(p_container_id, v_chosen, p_pictures);
    end if;

    -- In the order of the request: the new row, or the row with the same bytes.
    select jsonb_agg(
        d.value || jsonb_build_object(
            'picture_id', p.id,
            'state', p.state,
            'blob_container_id', p.blob_container_id,
            'blob_name', p.blob_name,
            'new', p.id = any (v_new) and d.number = 1,
            'asked_id', d.value -> 'picture_id'
        )
        order by d.ordinality
    )
    into v_pictures
    from (
        select
            e.value, e.ordinality, e.value ->> 'sha256' as sha256,
            (e.value ->> 'parent')::uuid as parent,
            nachet_data.corners(nullif(e.value -> 'parent_box', 'null')) as corners,
            row_number() over (
                partition by
                    e.value ->> 'sha256', e.value ->> 'parent',
                    nachet_data.corners(nullif(e.value -> 'parent_box', 'null'))
                order by e.ordinality
            ) as number
        from jsonb_array_elements(p_pictures) with ordinality as e (value, ordinality)
    ) as d
    left join nachet_data.picture as p
        on p.container_id = p_container_id
        and p.picture_set_id = p_picture_set_id
        and p.sha256 = decode(d.sha256, 'hex')
        and coalesce(p.parent, p.former_parent) is not distinct from d.parent
        and nachet_data.corners(p.parent_box) is not distinct from d.corners
        and p.deleted_at is null;
    -- No row: the caller's own id belongs to other bytes, another parent or place in it, another
    -- folder or a picture in the trash.
    select
        'pictures[' || a.ordinality - 1 || ']' as place, a.value -> 'asked_id' as id,
        jsonb_build_object('parent', p.parent, 'parent_box', p.parent_box) as stored,
        jsonb_build_object(
            'parent', a.value -> 'parent', 'parent_box', a.value -> 'parent_box'
        ) as given,
        p.id is not null as is_crop
    into v_taken
    from jsonb_array_elements(v_pictures) with ordinality as a (value, ordinality)
    left join nachet_data.picture as p
        on p.container_id = p_container_id
        and p.id = (a.value ->> 'asked_id')::uuid
        and p.picture_set_id = p_picture_set_id
        and p.sha256 = decode(a.value ->> 'sha256', 'hex')
        and p.deleted_at is null
    where a.value ->> 'picture_id' is null
    order by a.ordinality
    limit 1;
    if found and v_taken.is_crop then
        perform nachet._raise('NX150', jsonb_build_object(
            'place', v_taken.place || '.parent', 'picture_id', v_taken.id,
            'stored', v_taken.stored, 'given', v_taken.given
        ));
    elsif found then
        perform nachet._raise('NX108', jsonb_build_object(
            'place', v_taken.place || '.picture_id', 'picture_id', v_taken.id
        ));
    end if;
    insert into nachet_data.picture_seed (
        container_id, picture_id, seed_id, named_at_upload, upload_date
    )
    select p_container_id, d.picture_id, d.seed_id, true, v_now
    from jsonb_to_recordset(v_pictures) as d (picture_id uuid, seed_id uuid, new boolean)
    where d.new and d.seed_id is not null;
    return v_pictures;
end
$function$;

comment on function nachet._add_pictures is
'Reserves pictures, or finds those that have the same bytes.';

create or replace function nachet._change_facts(p_facts jsonb, p_options jsonb, p_seeds jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp set extra_float_digits = 1 as $function$
-- p_facts as in _stored_facts; p_options as in update_picture; p_seeds: {label or id: species} for
-- the species to add and to remove.
-- Raises: NX203 (metadata become too long).
declare
    v_metadata jsonb;
    v_seeds jsonb;
    v_facts jsonb;
begin
    v_metadata := case
        when not p_options ? 'metadata' then p_facts -> 'metadata'
        when p_options -> 'metadata' = 'null' then '{}'
        else (
            select coalesce(jsonb_object_agg(m.key, m.value), '{}')
            from jsonb_each((p_facts -> 'metadata') || (p_options -> 'metadata')) as m
            where (p_options -> 'metadata' -> m.key = 'null') is not true
        )
    end;
    if not nachet_data.is_metadata(v_metadata) then
        perform nachet._raise('NX203', jsonb_build_object('place', 'metadata'));
    end if;
    select coalesce(jsonb_agg(distinct s.id order by s.id), '[]') into v_seeds
    from (
        select n.id
        from jsonb_array_elements_text(p_facts -> 'seeds') as n (id)
        union all
        select p_seeds ->> a.label
        from jsonb_array_elements_text(
            coalesce(nullif(p_options -> 'add_seeds', 'null'), '[]')
        ) as a (label)
    ) as s (id)
    where s.id not in (
        select p_seeds ->> r.label
        from jsonb_array_elements_text(
            coalesce(nullif(p_options -> 'remove_seeds', 'null'), '[]')
        ) as r (label)
    );
    select jsonb_object_agg(f.key, coalesce(p_options -> f.key, f.value)) into v_facts
    from jsonb_each(p_facts) as f;
    return v_facts || jsonb_build_object(
        'metadata', v_metadata,
        'seeds', v_seeds,
        'zoom', (v_facts ->> 'zoom')::double precision,
        'taken_at', nachet._to_timestamp(v_facts ->> 'taken_at')
    );
end
$function$;

comment on function nachet._change_facts is
'Returns what is known of a picture after a change.';

create or replace function nachet._read_seeds(p_options jsonb)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- {id or label: species} of add_seeds and remove_seeds. A new name to be added becomes a species.
-- Locks: the catalogue, shared, if a species is named; waits for a concurrent transaction that adds
-- the same name.
-- Raises: NX007, NX203, with the place.
declare
    v_bad text;
    v_labels text[];
    v_seeds jsonb;
    v_missing record;
begin
    select o.key || '[' || e.ordinality - 1 || ']' into v_bad
    from (values ('add_seeds'), ('remove_seeds')) as o (key)
    cross join lateral jsonb_array_elements(
        case jsonb_typeof(p_options -> o.key) when 'array' then p_options -> o.key else '[]' end
    ) with ordinality as e (value, ordinality)
    where (
            jsonb_typeof(e.value) = 'string'
            and nachet._bad_fact(jsonb_build_object('seed_name', e.value)) is null
        ) is not true
    order by o.key, e.ordinality
    limit 1;
    if found then
        perform nachet._raise('NX203', jsonb_build_object('place', v_bad));
    end if;

    select array_agg(distinct e.label) into v_labels
    from (values ('add_seeds'), ('remove_seeds')) as o (key)
    cross join lateral jsonb_array_elements_text(
        coalesce(nullif(p_options -> o.key, 'null'), '[]')
    ) as e (label);
    if v_labels is null then
        return '{}'::jsonb;
    end if;
    v_seeds := nachet._resolve_labels(
        array(
            select l.label
            from jsonb_array_elements_text(
                coalesce(nullif(p_options -> 'add_seeds', 'null'), '[]')
            ) as l (label)
            where nachet._to_uuid(l.label) is null
        ),
        true
    ) || nachet._resolve_labels(v_labels, false);
    select coalesce(jsonb_object_agg(l.label, s.current_id), '{}') || v_seeds into v_seeds
    from unnest(v_labels) as l (label)
    inner join nachet_data.seed as s on s.id = nachet._to_uuid(l.label);
    select o.key || '[' || e.ordinality - 1 || ']' as place, e.label into v_missing
    from (values ('add_seeds'), ('remove_seeds')) as o (key)
    cross join lateral jsonb_array_elements_text(
        coalesce(nullif(p_options -> o.key, 'null'), '[]')
    ) with ordinality as e (label, ordinality)
    where not v_seeds ? e.label
    order by o.key, e.ordinality
    limit 1;
    if found then
        perform nachet._raise('NX007', jsonb_build_object(
            'place', v_missing.place, 'label', v_missing.label
        ));
    end if;
    return v_seeds;
end
$function$;

comment on function nachet._read_seeds is
'Returns the species that a change of a picture names.';

create or replace function nachet._apply_batch(
    p_container_id uuid, p_picture_set_id uuid, p_batch_id uuid, p_pictures jsonb
)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- What a description says itself holds, where it is not empty; metadata are put together key by
-- key. A batch never changes what it says, so nothing is locked.
-- Raises: NX003, NX050.
declare
    v_facts jsonb;
begin
    select b.facts into v_facts
    from nachet_data.batch as b
    where b.container_id = p_container_id
        and b.id = p_batch_id
        and b.picture_set_id = p_picture_set_id;
    if not found then
        perform nachet._require_picture_set(p_container_id, p_picture_set_id);
        perform nachet._raise('NX050', jsonb_build_object(
            'batch_id', p_batch_id, 'picture_set_id', p_picture_set_id
        ));
    end if;
    return (
        select jsonb_agg(
            case
                when d.value ->> 'seed_id' is null and d.value ->> 'seed_name' is not null
                    then v_facts - 'seed_id'
                else v_facts
            end
            || (
                select jsonb_object_agg(f.key, f.value)
                from jsonb_each(d.value) as f
                where not nachet_data.is_empty(f.value)
                    or (f.value <> 'null' and not v_facts ? f.key)
            )
            || jsonb_build_object(
                'metadata',
                coalesce(v_facts -> 'metadata', '{}')
                || (
                    select coalesce(jsonb_object_agg(m.key, m.value), '{}')
                    from jsonb_each(coalesce(nullif(d.value -> 'metadata', 'null'), '{}')) as m
                    where not nachet_data.is_empty(m.value)
                        or not coalesce(v_facts -> 'metadata', '{}') ? m.key
                )
            )
            order by d.ordinality
        )
        from jsonb_array_elements(p_pictures) with ordinality as d (value, ordinality)
    );
end
$function$;

comment on function nachet._apply_batch is
'Returns descriptions of pictures with what their batch says of all.';

create or replace function nachet._lock_batch(p_container_id uuid, p_batch_id uuid)
returns boolean language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Returns whether it is ended; that stays until the transaction ends.
-- Locks: the batch, shared.
-- Raises: NX050.
declare
    v_ended boolean;
begin
    select b.ended_at is not null into v_ended
    from nachet_data.batch as b
    where b.container_id = p_container_id and b.id = p_batch_id
    for share;
    if not found then
        perform nachet._raise('NX050', jsonb_build_object('batch_id', p_batch_id));
    end if;
    return v_ended;
end
$function$;

comment on function nachet._lock_batch is 'Locks a batch; refuses one that does not exist.';

create or replace function nachet._record_files(
    p_container_id uuid, p_batch_id uuid, p_ended boolean, p_pictures jsonb
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- A file is its name and its bytes: sent again it is the same row, which is written only if it says
-- something else. A picture that was reserved and not confirmed yet counts as new.
-- Locks: the rows of these files.
-- Raises: NX151 (a file that the ended batch does not have), with its place.
declare
    v_now constant timestamptz := nachet._now();
    v_number bigint;
begin
    select d.ordinality - 1 into v_number
    from jsonb_array_elements(p_pictures) with ordinality as d (value, ordinality)
    where p_ended
        and not exists (
            select
            from nachet_data.batch_file as f
            where f.container_id = p_container_id
                and f.batch_id = p_batch_id
                and f.name is not distinct from d.value ->> 'name'
                and f.sha256 = decode(d.value ->> 'sha256', 'hex')
        )
    order by d.ordinality
    limit 1;
    if found then
        perform nachet._raise('NX151', jsonb_build_object(
            'place', 'pictures[' || v_number || ']', 'batch_id', p_batch_id
        ));
    end if;
    insert into nachet_data.batch_file as f (
        container_id, batch_id, name, sha256, picture_id, is_new, upload_date, updated_at
    )
    select
        p_container_id, p_batch_id, d.name, decode(d.sha256, 'hex'), d.picture_id, d.is_new, v_now,
        v_now
    from (
        select distinct on (e.name, e.sha256)
            e.name, e.sha256, e.picture_id, e.new or e.state = 'pending' as is_new
        from jsonb_to_recordset(p_pictures) as e (
            name text, sha256 text, picture_id uuid, new boolean, state text
        )
        order by e.name, e.sha256, e.new desc
    ) as d
    -- In one order: two requests with the same files cannot deadlock.
    order by d.name, d.sha256
    on conflict (container_id, batch_id, name, sha256)
    where name is not null or sha256 is not null
    do update
    set
        picture_id = excluded.picture_id, former_picture_id = null, is_new = excluded.is_new,
        refusal = null, updated_at = excluded.updated_at
    where f.picture_id is distinct from excluded.picture_id or f.refusal is not null;
end
$function$;

comment on function nachet._record_files is 'Records the files of a batch that have a picture.';

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
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb,
    p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Each of p_pictures: media_type, extension, byte_size, sha256 (hexadecimal); optional: width and
-- height as people see it, orientation (of the bytes, as EXIF counts), zoom, nb_seeds, description
-- (up to 10,000 characters), metadata (a JSON object of up to 100,000 characters, nested up to 32
-- deep), name (of the file), device, lens, tray, sample, taken_at, picture_id, parent and
-- parent_box, and seed_id or seed_name, which makes the picture verified.
-- Options: replace (false: what differs from what is stored is refused), batch_id (of the folder;
-- what it says of all holds for each description that does not say it; the files count there).
-- Locks: the catalogue, shared, if a species is named; the folder and the batch, shared; parents
-- and pictures with the same bytes, by id; the new rows; waits for a concurrent reservation of the
-- same bytes; in a container with a quota, how much of it is used.
-- Raises: NX001, NX002, NX003, NX004 (parent), NX007, NX050, NX108, NX130, NX150, NX151, NX203,
-- NX210, NX301, NX303. What is wrong with one picture has its place in the detail; that of NX130
-- has the quota and what is used of it.
-- Repeat: the same bytes in the same folder, cut out of the same place of the same parent or of
-- none, are one picture: the answer names it, with new = false; its reservation is renewed; what
-- was not known of it is filled in.
declare
    v_options jsonb;
    v_batch_id uuid;
    v_ended boolean;
    v_pictures jsonb := p_pictures;
    v_known uuid[];
    v_stored jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_options := nachet._read_options(p_options, '{"replace": "boolean", "batch_id": "uuid"}');
    v_batch_id := (v_options ->> 'batch_id')::uuid;
    perform nachet._check_pictures(p_pictures);
    if v_batch_id is not null then
        v_pictures := nachet._apply_batch(
            p_container_id, p_picture_set_id, v_batch_id, p_pictures
        );
        perform nachet._check_pictures(v_pictures);
    end if;
    v_pictures := nachet._complete_pictures(v_pictures);
    perform nachet._require_picture_set(p_container_id, p_picture_set_id);
    if v_batch_id is not null then
        v_ended := nachet._lock_batch(p_container_id, v_batch_id);
    end if;
    perform nachet._lock_relatives(p_container_id, p_picture_set_id, v_pictures);
    v_pictures := nachet._add_pictures(
        p_user_id, p_container_id, p_picture_set_id, v_pictures
    );

    v_known := array(
        select distinct d.picture_id
        from jsonb_to_recordset(v_pictures) as d (picture_id uuid, new boolean)
        where not d.new
    );
    if v_known <> '{}' then
        perform nachet._renew_reservations(p_container_id, v_known);
        v_stored := nachet._stored_facts(p_container_id, v_known);
        perform nachet._write_facts(
            p_user_id, p_container_id, 'register_pictures', v_stored,
            nachet._merge_facts(
                v_pictures, v_stored, coalesce((v_options -> 'replace')::boolean, false)
            ),
            null
        );
    end if;
    if v_batch_id is not null then
        perform nachet._record_files(p_container_id, v_batch_id, v_ended, v_pictures);
    end if;
    perform nachet._use_quota(p_container_id, array(
        select d.picture_id
        from jsonb_to_recordset(v_pictures) as d (picture_id uuid, new boolean)
        where d.new
    ));
    return (
        select jsonb_agg(
            jsonb_build_object(
                'picture_id', d.value -> 'picture_id',
                'state', d.value -> 'state',
                'container_name', nachet._container_name(
                    (d.value ->> 'blob_container_id')::uuid
                ),
                'blob_name', d.value -> 'blob_name',
                'new', d.value -> 'new'
            )
            order by d.ordinality
        )
        from jsonb_array_elements(v_pictures) with ordinality as d (value, ordinality)
    );
end
$function$;

comment on function nachet.register_pictures is
'Reserves pictures in a folder before their blobs are written and returns the place of each, or '
'the picture that has the same bytes.';
grant execute on function nachet.register_pictures to nachet_backend;

create or replace function nachet.update_picture(
    p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_options jsonb
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- A missing option keeps its value, null removes it.
-- Options: name (of the file), zoom, nb_seeds, description, metadata (key by key: a missing key
-- keeps its value, null removes it), device, lens, tray, sample, taken_at; add_seeds and
-- remove_seeds (ids or labels: the species named at the upload; a label that is not known becomes a
-- species when it is added); reason. A picture of a named species counts as verified; without one
-- it is verified if one of its inferences is. What verified boxes show stays.
-- Locks: the catalogue, shared, if a species is named; waits for a concurrent transaction that adds
-- the same name; the picture.
-- Raises: NX001, NX002, NX004, NX007, NX203, NX210, NX301, NX303.
-- Repeat: changes nothing.
declare
    v_bad text;
    v_options jsonb;
    v_seeds jsonb;
    v_before jsonb;
    v_picture jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_bad := nachet._bad_fact(
        case jsonb_typeof(p_options) when 'object' then p_options - 'seed_id' - 'seed_name' end
    );
    if v_bad is not null then
        perform nachet._raise('NX203', jsonb_build_object('place', v_bad));
    end if;
    v_options := nachet._read_options(
        p_options,
        '{"name": "string", "zoom": "number", "nb_seeds": "number", "description": "string",
            "metadata": "object", "device": "string", "lens": "string", "tray": "string",
            "sample": "string", "taken_at": "string", "add_seeds": "array",
            "remove_seeds": "array", "reason": "reason"}'
    );
    v_seeds := nachet._read_seeds(v_options);
    perform nachet._lock_pictures(p_container_id, array[p_picture_id], false);
    v_before := nachet._stored_facts(p_container_id, array[p_picture_id]);
    perform nachet._write_facts(
        p_user_id, p_container_id, 'update_picture', v_before,
        jsonb_build_object(
            p_picture_id,
            nachet._change_facts(v_before -> p_picture_id::text, p_options, v_seeds)
        ),
        v_options ->> 'reason'
    );
    select to_jsonb(s) into v_picture
    from nachet.picture_summary as s
    where s.container_id = p_container_id and s.picture_id = p_picture_id;
    return v_picture;
end
$function$;

comment on function nachet.update_picture is
'Changes the facts about a picture and its named species, and returns it.';
grant execute on function nachet.update_picture to nachet_backend;

create or replace function nachet.begin_batch(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Options: expected (how many files are to come), batch_id; what holds for each picture whose
-- description does not say it: seed_id or seed_name, zoom, nb_seeds, description, metadata, device,
-- lens, tray, sample, taken_at.
-- Locks: the catalogue, shared, if a species is named; waits for a concurrent transaction that adds
-- the same name; the folder, shared; the new row.
-- Raises: NX001, NX002, NX003, NX007, NX108, NX203, NX210, NX301, NX303.
-- Repeat: with the same batch_id and the same options the same batch, with other ones NX108.
declare
    v_now constant timestamptz := nachet._now();
    v_bad text;
    v_options jsonb;
    v_facts jsonb;
    v_id uuid;
    v_batch jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_bad := case
        when jsonb_typeof(p_options) is distinct from 'object' then null
        when
            p_options ->> 'expected' is not null
            and (nachet._to_number(p_options -> 'expected', 1, 2147483647) % 1 = 0) is not true
            then 'expected'
        else nachet._bad_fact(p_options - 'name')
    end;
    if v_bad is not null then
        perform nachet._raise('NX203', jsonb_build_object('place', v_bad));
    end if;
    v_options := nachet._read_options(
        p_options,
        '{"batch_id": "uuid", "expected": "number", "seed_id": "uuid", "seed_name": "string",
            "zoom": "number", "nb_seeds": "number", "description": "string",
            "metadata": "object", "device": "string", "lens": "string", "tray": "string",
            "sample": "string", "taken_at": "string"}'
    );
    v_facts := nachet._complete_pictures(
        jsonb_build_array(v_options - 'batch_id' - 'expected')
    ) -> 0;
    select coalesce(jsonb_object_agg(f.key, f.value), '{}') into v_facts
    from jsonb_each(v_facts - 'picture_id' - 'seed_name') as f
    where f.value <> 'null';
    perform nachet._require_picture_set(p_container_id, p_picture_set_id);

    v_id := coalesce((v_options ->> 'batch_id')::uuid, nachet_data.uuid7());
    insert into nachet_data.batch (
        container_id, id, picture_set_id, user_id, expected, facts, upload_date
    )
    values (
        p_container_id, v_id, p_picture_set_id, p_user_id, (v_options ->> 'expected')::numeric,
        v_facts, v_now
    )
    on conflict do nothing;
    select to_jsonb(s) into v_batch
    from nachet.batch_summary as s
    where s.container_id = p_container_id and s.batch_id = v_id;
    if (
        v_batch @> jsonb_build_object('picture_set_id', p_picture_set_id, 'facts', v_facts)
        and v_batch -> 'facts' <@ v_facts
        and (v_batch ->> 'expected')::integer
        is not distinct from (v_options ->> 'expected')::numeric
    ) is not true then
        perform nachet._raise('NX108', jsonb_build_object('batch_id', v_id));
    end if;
    return v_batch;
end
$function$;

comment on function nachet.begin_batch is
'Begins a session in which many files are uploaded to a folder, and returns it.';
grant execute on function nachet.begin_batch to nachet_backend;
