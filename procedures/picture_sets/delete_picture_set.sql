create or replace function nachet._archive_picture_sets(
    p_container_id uuid, p_picture_ids uuid[], p_archive_id uuid
)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Creates a folder for each folder of the pictures, with the same id if the archive does not have
-- it yet, and with the id appended to its name. Returns {folder: folder in the archive}.
-- Locks: the new rows. The caller has locked the archive.
declare
    v_now constant timestamptz := nachet._now();
    v_sources uuid[];
    v_taken uuid[];
    v_folders jsonb;
    v_rows jsonb;
begin
    select array_agg(distinct p.picture_set_id) into v_sources
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids);
    select coalesce(array_agg(ps.id), '{}') into v_taken
    from nachet_data.picture_set as ps
    where ps.container_id = p_archive_id and ps.id = any (v_sources);
    select jsonb_object_agg(
        s.id, case when s.id = any (v_taken) then nachet_data.uuid7() else s.id end
    )
    into v_folders
    from unnest(v_sources) as s (id);

    select jsonb_agg(jsonb_build_object(
        'id', v_folders -> ps.id::text,
        -- A name has 200 characters at most, a blank and the id in brackets 39.
        'name', left(ps.name, 161) || ' (' || (v_folders ->> ps.id::text) || ')',
        'picture_set', ps.picture_set || jsonb_build_object(
            'former_container_id', p_container_id, 'former_picture_set_id', ps.id
        ),
        'owner_id', ps.owner_id,
        'upload_date', ps.upload_date
    ))
    into v_rows
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = any (v_sources);
    insert into nachet_data.picture_set (
        container_id, id, name, picture_set, owner_id, upload_date, updated_at
    )
    select p_archive_id, r.id, r.name, r.picture_set, r.owner_id, r.upload_date, v_now
    from jsonb_to_recordset(v_rows) as r (
        id uuid, name text, picture_set jsonb, owner_id uuid, upload_date timestamptz
    );
    return v_folders;
end
$function$;

comment on function nachet._archive_picture_sets is
'Creates the folders in the archive for pictures that are about to be moved there.';

create or replace function nachet._copy_pictures(
    p_container_id uuid, p_picture_ids uuid[], p_target_id uuid, p_folders jsonb
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Copies keep their ids. p_folders: {folder: folder in the target}. A copy whose parent stays has
-- the parent's id as former_parent in its document.
-- Locks: the new rows.
declare
    v_now constant timestamptz := nachet._now();
begin
    insert into nachet_data.picture (
        container_id, id, picture_set_id, parent, parent_box, user_id, state, picture, media_type,
        byte_size, sha256, width, height, orientation, zoom, nb_seeds, description, nb_object,
        verified, blob_container_id, blob_name, upload_date, updated_at, deleted_at, name, device,
        lens, tray, sample, taken_at, former_parent
    )
    select
        p_target_id,
        p.id,
        (p_folders ->> p.picture_set_id::text)::uuid,
        case when p.parent = any (p_picture_ids) then p.parent end,
        p.parent_box,
        p.user_id,
        p.state,
        case
            when p.parent <> all (p_picture_ids)
                then p.picture || ('{"former_parent": "' || p.parent::text || '"}')::jsonb
            else p.picture
        end,
        p.media_type,
        p.byte_size,
        p.sha256,
        p.width,
        p.height,
        p.orientation,
        p.zoom,
        p.nb_seeds,
        p.description,
        p.nb_object,
        p.verified,
        p.blob_container_id,
        p.blob_name,
        p.upload_date,
        v_now,
        p.deleted_at,
        p.name,
        p.device,
        p.lens,
        p.tray,
        p.sample,
        p.taken_at,
        case when p.parent <> all (p_picture_ids) then p.parent else p.former_parent end
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids);

    insert into nachet_data.picture_seed (
        container_id, id, picture_id, seed_id, named_at_upload, upload_date
    )
    select
        p_target_id,
        s.id,
        s.picture_id,
        s.seed_id,
        s.named_at_upload,
        s.upload_date
    from nachet_data.picture_seed as s
    where s.container_id = p_container_id and s.picture_id = any (p_picture_ids);
end
$function$;

comment on function nachet._copy_pictures is
'Copies pictures with their species into another container.';

create or replace function nachet._copy_inferences(
    p_container_id uuid, p_picture_ids uuid[], p_target_id uuid
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- The pictures are copied already. Models, specimens, boxes, guesses, history and tallies keep
-- their ids; one statement for each table.
-- Locks: the new rows.
declare
    v_inference_ids uuid[];
begin
    insert into nachet_data.inference (
        container_id, id, picture_id, user_id, pipeline_id, inference, nb_object, top_score,
        verified, verified_by, empty_said_by, withdrawn_at, withdrawn_by, withdrawn_reason,
        upload_date, updated_at
    )
    select
        p_target_id, i.id, i.picture_id, i.user_id, i.pipeline_id, i.inference, i.nb_object,
        i.top_score, i.verified, i.verified_by, i.empty_said_by, i.withdrawn_at, i.withdrawn_by,
        i.withdrawn_reason, i.upload_date, i.updated_at
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.picture_id = any (p_picture_ids);
    select array_agg(i.id) into v_inference_ids
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.picture_id = any (p_picture_ids);

    insert into nachet_data.inference_model (
        container_id, inference_id, position, name, version, model_version_id, presumed
    )
    select
        p_target_id, m.inference_id, m.position, m.name, m.version, m.model_version_id, m.presumed
    from nachet_data.inference_model as m
    where m.container_id = p_container_id and m.inference_id = any (v_inference_ids);

    insert into nachet_data.specimen (
        container_id, id, picture_id, type_id, state, seed_id, identification_id, decided,
        top_score, margin, top_x, top_y, bottom_x, bottom_y, moved, upload_date, updated_at
    )
    select
        p_target_id, s.id, s.picture_id, s.type_id, s.state, s.seed_id, s.identification_id,
        s.decided, s.top_score, s.margin, s.top_x, s.top_y, s.bottom_x, s.bottom_y, s.moved,
        s.upload_date, s.updated_at
    from nachet_data.specimen as s
    where s.container_id = p_container_id and s.picture_id = any (p_picture_ids);
    insert into nachet_data.identification (
        container_id, id, specimen_id, user_id, act, seed_id, object_id, before_state,
        before_seed_id, top_x, top_y, bottom_x, bottom_y, comment, qualifier, type_id, upload_date
    )
    select
        p_target_id, d.id, d.specimen_id, d.user_id, d.act, d.seed_id, d.object_id,
        d.before_state, d.before_seed_id, d.top_x, d.top_y, d.bottom_x, d.bottom_y, d.comment,
        d.qualifier, d.type_id, d.upload_date
    from nachet_data.specimen as s
    inner join nachet_data.identification as d
        on d.container_id = p_container_id and s.id = d.specimen_id
    where s.container_id = p_container_id and s.picture_id = any (p_picture_ids);

    insert into nachet_data.object (
        container_id, id, inference_id, position, type_id, top_x, top_y, bottom_x, bottom_y,
        guess_seed_ids, guess_scores, top_place, top_seed_id, top_score, margin, manual_detection,
        specimen_id, upload_date, updated_at
    )
    select
        p_target_id, o.id, o.inference_id, o.position, o.type_id, o.top_x, o.top_y, o.bottom_x,
        o.bottom_y, o.guess_seed_ids, o.guess_scores, o.top_place, o.top_seed_id, o.top_score,
        o.margin, o.manual_detection, o.specimen_id, o.upload_date, o.updated_at
    from nachet_data.object as o
    where o.container_id = p_container_id and o.inference_id = any (v_inference_ids);
    insert into nachet_data.inference_tally (
        container_id, inference_id, nb_specimen, nb_missed, nb_false_alarm, nb_reviewed, nb_valid,
        nb_right, nb_top5, seed_ids, model_seed_ids, nbs, sum_scores, wrong_specimen_ids,
        wrong_pairs, wrong_scores, bins, bin_nbs, bin_nb_rights, bin_sum_scores
    )
    select
        p_target_id, t.inference_id, t.nb_specimen, t.nb_missed, t.nb_false_alarm, t.nb_reviewed,
        t.nb_valid, t.nb_right, t.nb_top5, t.seed_ids, t.model_seed_ids, t.nbs, t.sum_scores,
        t.wrong_specimen_ids, t.wrong_pairs, t.wrong_scores, t.bins, t.bin_nbs, t.bin_nb_rights,
        t.bin_sum_scores
    from nachet_data.inference_tally as t
    where t.container_id = p_container_id and t.inference_id = any (v_inference_ids);
    insert into nachet_data.opinion_tally (
        container_id, picture_id, specimen_id, user_ids, seed_ids, nb
    )
    select p_target_id, t.picture_id, t.specimen_id, t.user_ids, t.seed_ids, t.nb
    from nachet_data.opinion_tally as t
    where t.container_id = p_container_id and t.picture_id = any (p_picture_ids);
end
$function$;

comment on function nachet._copy_inferences is
'Copies the inferences of pictures, with all their parts, into another container.';

create or replace function nachet._require_unarchived_ids(
    p_container_id uuid, p_picture_ids uuid[], p_archive_id uuid
)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Callers may choose ids, and two containers may use the same one.
-- Raises: NX115.
declare
    v_inference_ids uuid[];
    v_id uuid;
begin
    select p.id into v_id
    from nachet_data.picture as p
    where p.container_id = p_archive_id and p.id = any (p_picture_ids)
    limit 1;
    -- A guard refuses null.
    if found or p_picture_ids is null then
        perform nachet._raise('NX115', jsonb_build_object('picture_id', v_id));
    end if;
    v_inference_ids := array(
        select i.id
        from nachet_data.inference as i
        where i.container_id = p_container_id and i.picture_id = any (p_picture_ids)
    );
    select i.id into v_id
    from nachet_data.inference as i
    where i.container_id = p_archive_id and i.id = any (v_inference_ids)
    limit 1;
    if found then
        perform nachet._raise('NX115', jsonb_build_object('inference_id', v_id));
    end if;
end
$function$;

comment on function nachet._require_unarchived_ids is
'Refuses pictures and inferences whose ids the archive has already.';

create or replace function nachet._archive_pictures(
    p_container_id uuid, p_picture_set_id uuid, p_archive_id uuid, p_claim text
)
returns integer language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Moves them with their crops, inferences, history and species; returns how many. Blob tasks move
-- the blobs later; until then the rows say where the blobs are. A crop that is separated from its
-- parent keeps the parent's id as former_parent in its document.
-- Locks: the moved rows. The caller has locked the archive, the folder and the pictures.
-- Raises: NX115.
declare
    v_ids uuid[];
    v_folders jsonb;
begin
    with recursive kept as (
        select p.id
        from nachet_data.picture as p
        where
            p.container_id = p_container_id
            and p.picture_set_id = p_picture_set_id
            and p.verified
            and p.state = 'confirmed'
            and p.deleted_at is null
        union
        select c.id
        from kept as k
        inner join nachet_data.picture as c
            on k.id = c.parent
            and c.container_id = p_container_id
            and c.state = 'confirmed'
            and c.deleted_at is null
    )

    select array_agg(k.id) into v_ids
    from kept as k;
    if v_ids is null then
        return 0;
    end if;

    perform nachet._require_unarchived_ids(p_container_id, v_ids, p_archive_id);
    v_folders := nachet._archive_picture_sets(p_container_id, v_ids, p_archive_id);
    perform nachet._copy_pictures(p_container_id, v_ids, p_archive_id, v_folders);
    perform nachet._copy_inferences(p_container_id, v_ids, p_archive_id);
    perform nachet._write_blob_tasks(
        p_archive_id, false,
        array(select f.value::uuid from jsonb_each_text(v_folders) as f), v_ids, p_claim
    );
    perform nachet._release_pictures(p_container_id, v_ids);
    delete from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (v_ids);
    return cardinality(v_ids);
end
$function$;

comment on function nachet._archive_pictures is
'Moves the verified pictures of a folder to the archive.';

create or replace function nachet._lock_picture_tree(p_container_id uuid, p_picture_set_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Also locks the crops in any folder of the container. Waits for concurrent changes to end; later
-- ones wait.
-- Locks: these pictures, in the order of their ids.
begin
    perform
    from nachet_data.picture as p
    where
        p.container_id = p_container_id
        and p.id in (
            with recursive tree as (
                select r.id
                from nachet_data.picture as r
                where r.container_id = p_container_id and r.picture_set_id = p_picture_set_id
                union
                select c.id
                from tree as t
                inner join nachet_data.picture as c
                    on t.id = c.parent and c.container_id = p_container_id
            )

            select t.id
            from tree as t
        )
    order by p.id
    for update;
end
$function$;

comment on function nachet._lock_picture_tree is 'Locks the pictures of a folder and their crops.';

create or replace function nachet.delete_picture_set(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_keep_verified boolean
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- A folder in the trash can be restored until it is purged. With p_keep_verified its verified
-- pictures are moved to the archive first.
-- Locks: with p_keep_verified the archive (exclusive) and the catalogue (shared); the folder; its
-- pictures and their crops, by id.
-- Raises: NX001, NX002, NX003, NX107, NX115, NX301.
-- Repeat: NX003, the folder is in the trash.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_archive_id uuid;
    v_is_default boolean;
    v_kept integer := 0;
    v_trashed bigint;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    if p_keep_verified then
        -- One move to the archive at a time: two moves cannot take the same folder id there.
        select c.id into strict v_archive_id
        from nachet_data.container as c
        where c.kind = 'archive'
        for no key update;
        if p_container_id = v_archive_id then
            perform nachet._raise('NX115', jsonb_build_object('container_id', p_container_id));
        end if;
        perform nachet._hold_catalogue();
    end if;
    select ps.is_default into v_is_default
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = p_picture_set_id and ps.deleted_at is null
    for update;
    if v_is_default is null then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    elsif v_is_default then
        perform nachet._raise('NX107', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;
    perform nachet._lock_picture_tree(p_container_id, p_picture_set_id);
    if p_keep_verified then
        v_kept := nachet._archive_pictures(p_container_id, p_picture_set_id, v_archive_id, v_claim);
    end if;

    select count(*) filter (where p.state = 'confirmed') into v_trashed
    from nachet_data.picture as p
    where p.container_id = p_container_id
        and p.picture_set_id = p_picture_set_id
        and p.deleted_at is null;
    update nachet_data.picture as p
    set deleted_at = v_now, updated_at = v_now
    where p.container_id = p_container_id
        and p.picture_set_id = p_picture_set_id
        and p.deleted_at is null;
    update nachet_data.picture_set as ps
    set deleted_at = v_now, updated_at = v_now
    where ps.container_id = p_container_id and ps.id = p_picture_set_id;

    return jsonb_build_object(
        'picture_set_id', p_picture_set_id,
        'kept', v_kept,
        'trashed', v_trashed,
        'blob_tasks', nachet._list_claimed_tasks(v_archive_id, v_claim)
    );
end
$function$;

comment on function nachet.delete_picture_set is
'Moves a folder with its pictures to the trash; its verified pictures can go to the archive '
'instead.';
grant execute on function nachet.delete_picture_set to nachet_backend;
