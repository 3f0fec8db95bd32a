create or replace function nachet._find_picture_set_tree(
    p_container_id uuid, p_picture_set_id uuid
)
returns uuid[] language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Also what is in the trash. It stays as it is while the caller has the container locked.
begin
    return array(
        with recursive tree as (
            select ps.id
            from nachet_data.picture_set as ps
            where ps.container_id = p_container_id and ps.id = p_picture_set_id
            union
            select ps.id
            from tree as t
            inner join nachet_data.picture_set as ps
                on t.id = ps.parent and ps.container_id = p_container_id
        )

        select t.id
        from tree as t
    );
end
$function$;

comment on function nachet._find_picture_set_tree is
'Returns a folder and all folders below it.';

create or replace function nachet._hold_picture_sets(
    p_container_id uuid, p_picture_set_ids uuid[]
)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- {id: {folder_name, parent, metadata, is_default, deleted_at}}, of those that there are.
-- Locks: the folders, in the order of their ids.
declare
    v_picture_sets jsonb;
begin
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = any (p_picture_set_ids)
    order by ps.id
    for update;
    select jsonb_object_agg(ps.id, jsonb_build_object(
        'folder_name', ps.name, 'parent', ps.parent, 'metadata', ps.picture_set,
        'is_default', ps.is_default, 'deleted_at', ps.deleted_at
    ))
    into v_picture_sets
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = any (p_picture_set_ids);
    return coalesce(v_picture_sets, '{}');
end
$function$;

comment on function nachet._hold_picture_sets is 'Locks folders and returns what they are.';

create or replace function nachet._hold_batches(
    p_container_id uuid, p_picture_set_ids uuid[]
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Batches go with their folder. A call that writes files into one has it locked, and waits for
-- their rows, which go with the pictures: so before these. The caller has locked the folders.
-- Locks: the batches of the folders, by id.
begin
    perform
    from nachet_data.batch as b
    where b.container_id = p_container_id and b.picture_set_id = any (p_picture_set_ids)
    order by b.id
    for update;
end
$function$;

comment on function nachet._hold_batches is 'Locks the batches of folders that may go.';

create or replace function nachet._hold_archived(p_archive_id uuid, p_archived jsonb)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_archived: the result of _find_archived.
-- Locks: the folders of the archive that these pictures are in, by id; their batches, by id.
declare
    v_ids constant uuid[] := array(
        select a.picture_set_id from jsonb_to_recordset(p_archived) as a (picture_set_id uuid)
    );
begin
    perform nachet._hold_picture_sets(p_archive_id, v_ids);
    perform nachet._hold_batches(p_archive_id, v_ids);
end
$function$;

comment on function nachet._hold_archived is
'Locks the folders of the archive from which pictures come back.';

create or replace function nachet._lock_picture_tree(
    p_container_id uuid, p_picture_set_ids uuid[]
)
returns uuid[] language plpgsql volatile
set search_path = pg_catalog, pg_temp set plan_cache_mode = 'force_custom_plan' as $function$
-- Also locks the crops in any folder of the container, those that are cut meanwhile, too. Waits for
-- concurrent changes to end; later ones wait.
-- Locks: these pictures, in the order of their ids.
declare
    v_locked uuid[] := array[]::uuid[];
    v_ids uuid[];
begin
    loop
        v_ids := array(
            with recursive tree as (
                select p.id
                from nachet_data.picture as p
                where p.container_id = p_container_id
                    and p.picture_set_id = any (p_picture_set_ids)
                union
                select c.id
                from tree as t
                inner join nachet_data.picture as c
                    on t.id = c.parent and c.container_id = p_container_id
            )

            select t.id
            from tree as t
        );
        exit when v_ids <@ v_locked;
        perform
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id = any (v_ids)
        order by p.id
        for update;
        v_locked := v_ids;
    end loop;
    return v_ids;
end
$function$;

comment on function nachet._lock_picture_tree is
'Locks the pictures of folders and their crops, and returns them.';

create or replace function nachet._find_kept(p_container_id uuid, p_picture_set_ids uuid[])
returns uuid[] language plpgsql stable
set search_path = pg_catalog, pg_temp set plan_cache_mode = 'force_custom_plan' as $function$
begin
    return array(
        with recursive kept as (
            select p.id
            from nachet_data.picture as p
            where
                p.container_id = p_container_id
                and p.picture_set_id = any (p_picture_set_ids)
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

        select k.id
        from kept as k
    );
end
$function$;

comment on function nachet._find_kept is
'Returns the verified pictures of folders with their crops: what the archive keeps.';

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
        'picture_set', ps.picture_set,
        'former_id', ps.id,
        'owner_id', ps.owner_id,
        'upload_date', ps.upload_date
    ))
    into v_rows
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = any (v_sources);
    insert into nachet_data.picture_set (
        container_id, id, name, picture_set, former_container_id, former_picture_set_id, owner_id,
        upload_date, updated_at
    )
    select
        p_archive_id, r.id, r.name, r.picture_set, p_container_id, r.former_id, r.owner_id,
        r.upload_date, v_now
    from jsonb_to_recordset(v_rows) as r (
        id uuid, name text, picture_set jsonb, former_id uuid, owner_id uuid,
        upload_date timestamptz
    );
    return v_folders;
end
$function$;

comment on function nachet._archive_picture_sets is
'Creates the folders in the archive for pictures that are about to be moved there.';

create or replace function nachet._copy_pictures(
    p_container_id uuid, p_picture_ids uuid[], p_target_id uuid, p_folders jsonb, p_now timestamptz
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Copies keep their ids. p_folders: {folder: folder in the target}. A copy whose parent stays has
-- the parent's id as former_parent.
-- Locks: the new rows.
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
        p.picture,
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
        p_now,
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
    -- offset 0: each specimen's are looked up by themselves, also by a plan of nearly empty tables.
    cross join lateral (
        select i.*
        from nachet_data.identification as i
        where i.container_id = p_container_id and i.specimen_id = s.id
        offset 0
    ) as d
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
    insert into nachet_data.activity_tally (
        container_id, picture_id, user_id, day, nb_identification, nb_specimen, nb_confirm,
        nb_correct, nb_reject, nb_add, nb_reopen
    )
    select
        p_target_id, t.picture_id, t.user_id, t.day, t.nb_identification, t.nb_specimen,
        t.nb_confirm, t.nb_correct, t.nb_reject, t.nb_add, t.nb_reopen
    from nachet_data.activity_tally as t
    where t.container_id = p_container_id and t.picture_id = any (p_picture_ids);
end
$function$;

comment on function nachet._copy_inferences is
'Copies the inferences of pictures, with all their parts, into another container.';

create or replace function nachet._copy_pinned(
    p_container_id uuid, p_picture_ids uuid[], p_target_id uuid
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- What datasets pinned of the pictures goes where these are, as it is. They are in the target
-- already.
-- Locks: the moved rows.
declare
    v_pinned nachet_data.dataset_picture[];
begin
    v_pinned := array(
        select d
        from nachet_data.dataset_picture as d
        where d.container_id = p_container_id and d.held_id = any (p_picture_ids)
    );
    insert into nachet_data.dataset_picture (
        container_id, dataset_id, picture_id, purged_at, digest, pinned_container_id,
        picture_set_id, folder_name, name, media_type, byte_size, sha256, width, height,
        orientation, zoom, nb_seeds, description, device, lens, tray, sample, taken_at, uploaded_at,
        parent_id, split_group, verified, specimen_ids, states, seed_ids, object_type_ids,
        qualifiers, tops_x, tops_y, bottoms_x, bottoms_y, partly_outsides, identified_bys,
        identified_ats, nb_readers, nb_agreeings, manual_detections, inference_ids, pipeline_ids,
        pipeline_names, model_names, model_versions, model_seed_ids, model_scores
    )
    select
        p_target_id, d.dataset_id, d.picture_id, d.purged_at, d.digest, d.pinned_container_id,
        d.picture_set_id, d.folder_name, d.name, d.media_type, d.byte_size, d.sha256, d.width,
        d.height, d.orientation, d.zoom, d.nb_seeds, d.description, d.device, d.lens, d.tray,
        d.sample, d.taken_at, d.uploaded_at, d.parent_id, d.split_group, d.verified, d.specimen_ids,
        d.states, d.seed_ids, d.object_type_ids, d.qualifiers, d.tops_x, d.tops_y, d.bottoms_x,
        d.bottoms_y, d.partly_outsides, d.identified_bys, d.identified_ats, d.nb_readers,
        d.nb_agreeings, d.manual_detections, d.inference_ids, d.pipeline_ids, d.pipeline_names,
        d.model_names, d.model_versions, d.model_seed_ids, d.model_scores
    from unnest(v_pinned) as d;
    delete from nachet_data.dataset_picture as d
    where d.container_id = p_container_id and d.held_id = any (p_picture_ids);
end
$function$;

comment on function nachet._copy_pinned is
'Moves what datasets pinned of pictures along with these into another container.';

create or replace function nachet._require_free_ids(
    p_container_id uuid, p_picture_ids uuid[], p_target_id uuid
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
    where p.container_id = p_target_id and p.id = any (p_picture_ids)
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
    where i.container_id = p_target_id and i.id = any (v_inference_ids)
    limit 1;
    if found then
        perform nachet._raise('NX115', jsonb_build_object('inference_id', v_id));
    end if;
end
$function$;

comment on function nachet._require_free_ids is
'Refuses pictures and inferences whose ids a container has already.';

create or replace function nachet._transfer_pictures(
    p_container_id uuid, p_picture_ids uuid[], p_target_id uuid, p_folders jsonb
)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- With their inferences, history and species. p_folders: {folder: folder in the target}. Blob tasks
-- move the blobs later; until then the rows say where the blobs are. A crop that is separated from
-- its parent keeps the parent's id as former_parent. The files of batches stay with their batch: in
-- each container, they know the pictures that left, and have those again that come back.
-- Deletions of blobs in the target go with their picture, so that none can hit the name that the
-- picture's blob is moved to: returns them as _write_blob_tasks takes them.
-- Locks: the moved rows and tasks. The caller has locked the archive, the folders and the pictures,
-- knows that the ids are free in the target, and has released the pictures.
declare
    v_deletions jsonb;
begin
    perform nachet._copy_pictures(
        p_container_id, p_picture_ids, p_target_id, p_folders, nachet._now()
    );
    perform nachet._copy_inferences(p_container_id, p_picture_ids, p_target_id);
    update nachet_data.batch_file as f
    set former_picture_id = f.picture_id, picture_id = null
    where f.container_id = p_container_id and f.picture_id = any (p_picture_ids);
    update nachet_data.batch_file as f
    set picture_id = f.former_picture_id, former_picture_id = null
    where f.container_id = p_target_id and f.former_picture_id = any (p_picture_ids);
    perform nachet._copy_pinned(p_container_id, p_picture_ids, p_target_id);
    select jsonb_agg(jsonb_build_object(
        'picture_id', t.picture_id, 'container_id', t.blob_container_id, 'name', t.blob_name,
        'content', t.content,
        'until', case when t.claimed_by is not null then t.run_after end
    ))
    into v_deletions
    from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'delete_blob'
        and t.blob_container_id = p_target_id
        and t.picture_id = any (p_picture_ids);
    delete from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'delete_blob'
        and t.blob_container_id = p_target_id
        and t.picture_id = any (p_picture_ids);
    delete from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids);
    return v_deletions;
end
$function$;

comment on function nachet._transfer_pictures is
'Moves pictures with all that belongs to them into another container.';

create or replace function nachet._find_archived(
    p_archive_id uuid, p_container_id uuid, p_picture_set_ids uuid[]
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp set plan_cache_mode = 'force_custom_plan' as $function$
-- The pictures in the archive that were in these folders, with their crops: picture_id,
-- picture_set_id (in the archive), former_id (the folder that it was in). A crop whose parent is in
-- the archive comes with its parent alone.
declare
    v_pictures jsonb;
begin
    with recursive archived as (
        select p.id, p.picture_set_id
        from nachet_data.picture_set as ps
        inner join nachet_data.picture as p
            on p.container_id = p_archive_id and ps.id = p.picture_set_id
        where ps.container_id = p_archive_id
            and ps.former_picture_set_id = any (p_picture_set_ids)
            and ps.former_container_id = p_container_id
            and ps.deleted_at is null
            and p.state = 'confirmed'
            and p.parent is null
        union
        select c.id, c.picture_set_id
        from archived as a
        inner join nachet_data.picture as c
            on a.id = c.parent and c.container_id = p_archive_id and c.state = 'confirmed'
    )

    select jsonb_agg(jsonb_build_object(
        'picture_id', a.id,
        'picture_set_id', a.picture_set_id,
        'former_id', ps.former_picture_set_id
    ))
    into v_pictures
    from archived as a
    inner join nachet_data.picture_set as ps
        on ps.container_id = p_archive_id and a.picture_set_id = ps.id;
    return coalesce(v_pictures, '[]');
end
$function$;

comment on function nachet._find_archived is
'Returns the pictures in the archive that were in folders of a container.';

create or replace function nachet._hold_pictures(
    p_container_id uuid, p_picture_set_ids uuid[], p_deleted_at timestamptz, p_archive_id uuid,
    p_archived uuid[]
)
returns uuid[] language plpgsql volatile
set search_path = pg_catalog, pg_temp set plan_cache_mode = 'force_custom_plan' as $function$
-- Returns those of the folders that were deleted at a time.
-- Locks: these; crops that archived pictures left behind; the archived pictures; each in the order
-- of their ids.
declare
    v_deleted uuid[];
    v_crops uuid[];
begin
    v_deleted := array(
        select p.id
        from nachet_data.picture as p
        where p.container_id = p_container_id
            and p.picture_set_id = any (p_picture_set_ids)
            and p.deleted_at = p_deleted_at
    );
    if p_archived <> '{}' then
        v_crops := array(
            select p.id
            from nachet_data.picture as p
            where p.container_id = p_container_id
                and p.former_parent = any (p_archived)
        );
    end if;
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (v_deleted || v_crops)
    order by p.id
    for no key update;
    perform
    from nachet_data.picture as p
    where p.container_id = p_archive_id and p.id = any (p_archived)
    order by p.id
    for update;
    return v_deleted;
end
$function$;

comment on function nachet._hold_pictures is
'Locks the pictures that come back with folders, from the trash and from the archive.';

create or replace function nachet._require_no_same_bytes(
    p_archive_id uuid, p_container_id uuid, p_archived jsonb, p_folders jsonb
)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp set plan_cache_mode = 'force_custom_plan' as $function$
-- The same bytes cut out of another place are another picture. p_archived: the result of
-- _find_archived; p_folders: {folder in the archive: folder}. The caller has locked the folders.
-- Raises: NX112.
declare
    v_coming jsonb;
    v_twin record;
begin
    select jsonb_agg(jsonb_build_object(
        'id', p.id, 'folder', p_folders -> p.picture_set_id::text,
        'sha256', encode(p.sha256, 'hex'), 'cut', jsonb_build_array(
            coalesce(p.parent, p.former_parent), nachet_data.corners(p.parent_box)
        )
    ))
    into v_coming
    from jsonb_to_recordset(p_archived) as a (picture_id uuid)
    inner join nachet_data.picture as p
        on p.container_id = p_archive_id and a.picture_id = p.id and p.deleted_at is null;
    select c.id, coalesce(o.id, p.id) as same_bytes into v_twin
    from jsonb_to_recordset(v_coming) as c (id uuid, folder uuid, sha256 text, cut jsonb)
    left join jsonb_to_recordset(v_coming) as o (id uuid, folder uuid, sha256 text, cut jsonb)
        on c.folder = o.folder and c.sha256 = o.sha256 and c.cut = o.cut and c.id <> o.id
    left join nachet_data.picture as p
        on p.container_id = p_container_id
        and c.folder = p.picture_set_id
        and p.sha256 = decode(c.sha256, 'hex')
        and p.deleted_at is null
        and c.cut = jsonb_build_array(
            coalesce(p.parent, p.former_parent), nachet_data.corners(p.parent_box)
        )
    where coalesce(o.id, p.id) is not null
    limit 1;
    if found or p_archived is null then
        perform nachet._raise('NX112', jsonb_build_object(
            'picture_id', v_twin.id, 'same_bytes', v_twin.same_bytes
        ));
    end if;
end
$function$;

comment on function nachet._require_no_same_bytes is
'Refuses to bring pictures back into a folder that has, or would get, the same bytes twice.';

create or replace function nachet._rejoin_crops(p_container_id uuid, p_picture_ids uuid[])
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp set plan_cache_mode = 'force_custom_plan' as $function$
-- Both ways: pictures that came back whose parent is there, and crops whose parent came back.
-- Locks: nothing. The caller has locked the pictures.
declare
    v_crops jsonb;
begin
    select jsonb_agg(jsonb_build_object('id', f.id, 'parent', p.id)) into v_crops
    from (
        select c.id, c.former_parent as parent
        from nachet_data.picture as c
        where c.container_id = p_container_id and c.id = any (p_picture_ids) and c.parent is null
        union
        select c.id, c.former_parent
        from nachet_data.picture as c
        where c.container_id = p_container_id
            and c.former_parent = any (p_picture_ids)
            and c.parent is null
    ) as f
    inner join nachet_data.picture as p
        on p.container_id = p_container_id and f.parent = p.id and f.id <> p.id;
    update nachet_data.picture as p
    set parent = c.parent, former_parent = null
    from jsonb_to_recordset(v_crops) as c (id uuid, parent uuid)
    where p.container_id = p_container_id and p.id = c.id;
end
$function$;

comment on function nachet._rejoin_crops is
'Makes pictures crops again of the parents from which the archive or a purge separated them.';

create or replace function nachet._find_emptied(p_archive_id uuid, p_archived jsonb)
returns uuid[] language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_archived: the result of _find_archived, of pictures that have left the archive.
declare
    v_ids constant uuid[] := array(
        select a.picture_set_id from jsonb_to_recordset(p_archived) as a (picture_set_id uuid)
    );
begin
    return array(
        select ps.id
        from nachet_data.picture_set as ps
        where ps.container_id = p_archive_id
            and ps.id = any (v_ids)
            and not exists (
                select
                from nachet_data.picture as p
                where p.container_id = p_archive_id and p.picture_set_id = ps.id
            )
            and not exists (
                select
                from nachet_data.picture_set as below
                where below.container_id = p_archive_id and below.parent = ps.id
            )
    );
end
$function$;

comment on function nachet._find_emptied is
'Returns the folders of the archive in which nothing is left.';

create or replace function nachet._bring_back(
    p_user_id uuid, p_container_id uuid, p_act text, p_archive_id uuid, p_picture_set_id uuid,
    p_archived jsonb, p_new uuid[], p_claim text
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_archived: the result of _find_archived. Each picture goes into the folder that it was in, where
-- that is there, else into the given one. Blob tasks move the blobs and write the descriptions of
-- the new folders (p_new).
-- Locks: the moved rows; in a container with a quota, how much of it is used. The caller has locked
-- the archive, the folders and the pictures.
-- Raises: NX112, NX115.
declare
    v_ids constant uuid[] := array(
        select a.picture_id from jsonb_to_recordset(p_archived) as a (picture_id uuid)
    );
    v_folders jsonb;
    v_released jsonb;
    v_deletions jsonb;
begin
    select jsonb_object_agg(a.picture_set_id, coalesce(ps.id, p_picture_set_id)) into v_folders
    from (
        select distinct f.picture_set_id, f.former_id
        from jsonb_to_recordset(p_archived) as f (picture_set_id uuid, former_id uuid)
    ) as a
    left join nachet_data.picture_set as ps
        on ps.container_id = p_container_id and a.former_id = ps.id and ps.deleted_at is null;
    perform nachet._require_no_same_bytes(p_archive_id, p_container_id, p_archived, v_folders);
    perform nachet._require_free_ids(p_archive_id, v_ids, p_container_id);
    v_released := nachet._release_pictures(p_archive_id, v_ids);
    v_deletions := nachet._transfer_pictures(p_archive_id, v_ids, p_container_id, v_folders);
    perform nachet._rejoin_crops(p_container_id, v_ids);
    perform nachet._write_blob_tasks(p_archive_id, false, '{}', '{}', v_released, p_claim);
    perform nachet._write_blob_tasks(
        p_container_id, false, p_new, v_ids, v_deletions, p_claim
    );
    perform nachet._record_acts(
        p_user_id, p_container_id, p_act, 'picture', v_ids,
        array_fill(jsonb_build_object('container_id', p_archive_id), array[cardinality(v_ids)]),
        array_fill(jsonb_build_object('container_id', p_container_id), array[cardinality(v_ids)])
    );
    -- Counted again when the next picture is registered.
    update nachet_data.quota_usage as q
    set byte_size = null
    where q.container_id = p_container_id;
end
$function$;

comment on function nachet._bring_back is 'Moves pictures from the archive into a container.';

create or replace function nachet._unarchive_folder(
    p_archive_id uuid, p_archive_set_id uuid, p_container_id uuid, p_picture_set_id uuid,
    p_name text
)
returns text language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- With what the archive knows of it; its name there has the id in brackets behind it. Returns the
-- name.
-- Locks: the new row; waits for a concurrent transaction that uses the same name.
-- Raises: NX102.
declare
    v_folder record;
    v_name text;
begin
    select ps.name, ps.picture_set, ps.owner_id, ps.upload_date into strict v_folder
    from nachet_data.picture_set as ps
    where ps.container_id = p_archive_id and ps.id = p_archive_set_id;
    v_name := coalesce(
        p_name,
        nullif(
            regexp_replace(v_folder.name, ' [(]' || p_archive_set_id::text || '[)]$', ''), ''
        ),
        v_folder.name
    );
    insert into nachet_data.picture_set (
        container_id, id, name, picture_set, owner_id, upload_date, updated_at
    )
    values (
        p_container_id, p_picture_set_id, v_name,
        v_folder.picture_set, v_folder.owner_id, v_folder.upload_date, nachet._now()
    );
    return v_name;
exception
    when unique_violation then
        perform nachet._raise_picture_set_exists(p_container_id, null, v_name);
        return null;
end
$function$;

comment on function nachet._unarchive_folder is
'Creates the folder for pictures that are about to come back from the archive.';

create or replace function nachet.delete_picture_set(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_keep_verified boolean
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- With all folders below it. A folder in the trash can be restored until it is purged. With
-- p_keep_verified the verified pictures and their crops are moved to the archive first.
-- Locks: the container, with p_keep_verified the archive, too, by id, and the catalogue (shared);
-- the folders, by id; their pictures and their crops, by id.
-- Raises: NX001, NX002, NX003, NX107, NX115, NX301, NX303.
-- Repeat: NX003, the folder is in the trash.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_archive_id uuid;
    v_sets jsonb;
    v_ids uuid[];
    v_kept uuid[] := array[]::uuid[];
    v_folders jsonb;
    v_released jsonb;
    v_deletions jsonb;
    v_trashed bigint;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    if p_keep_verified then
        select c.id into strict v_archive_id
        from nachet_data.container as c
        where c.kind = 'archive';
    end if;
    -- One change of the tree of folders at a time; and one move to the archive: two moves cannot
    -- take the same folder id there.
    perform
    from nachet_data.container as c
    where c.id in (p_container_id, v_archive_id)
    order by c.id
    for no key update;
    if p_container_id = v_archive_id then
        perform nachet._raise('NX115', jsonb_build_object('container_id', p_container_id));
    elsif p_keep_verified then
        perform nachet._hold_catalogue();
    end if;
    v_ids := nachet._find_picture_set_tree(p_container_id, p_picture_set_id);
    v_sets := nachet._hold_picture_sets(p_container_id, v_ids);
    if v_sets -> p_picture_set_id::text ->> 'deleted_at' is not null
        or not v_sets ? p_picture_set_id::text
    then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    elsif (v_sets -> p_picture_set_id::text -> 'is_default')::boolean then
        perform nachet._raise('NX107', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;
    v_ids := array(
        select f.key::uuid from jsonb_each(v_sets) as f where f.value ->> 'deleted_at' is null
    );
    perform nachet._lock_picture_tree(p_container_id, v_ids);
    if p_keep_verified then
        v_kept := nachet._find_kept(p_container_id, v_ids);
    end if;
    if v_kept <> '{}' then
        perform nachet._require_free_ids(p_container_id, v_kept, v_archive_id);
        v_folders := nachet._archive_picture_sets(p_container_id, v_kept, v_archive_id);
        v_released := nachet._release_pictures(p_container_id, v_kept);
        v_deletions := nachet._transfer_pictures(p_container_id, v_kept, v_archive_id, v_folders);
        perform nachet._write_blob_tasks(p_container_id, false, '{}', '{}', v_released, v_claim);
        perform nachet._write_blob_tasks(
            v_archive_id, false, array(select f.value::uuid from jsonb_each_text(v_folders) as f),
            v_kept, v_deletions, v_claim
        );
    end if;

    select count(*) filter (where p.state = 'confirmed') into v_trashed
    from nachet_data.picture as p
    where p.container_id = p_container_id
        and p.picture_set_id = any (v_ids)
        and p.deleted_at is null;
    update nachet_data.picture as p
    set deleted_at = v_now, updated_at = v_now
    where p.container_id = p_container_id
        and p.picture_set_id = any (v_ids)
        and p.deleted_at is null;
    update nachet_data.picture_set as ps
    set deleted_at = v_now, updated_at = v_now
    where ps.container_id = p_container_id and ps.id = any (v_ids);
    perform nachet._record_acts(
        p_user_id, p_container_id, 'delete_picture_set', 'picture_set', v_ids,
        array_fill('{"deleted_at": null}'::jsonb, array[cardinality(v_ids)]),
        array_fill(jsonb_build_object('deleted_at', v_now), array[cardinality(v_ids)])
    );
    perform nachet._record_acts(
        p_user_id, p_container_id, 'delete_picture_set', 'picture', v_kept,
        array_fill(jsonb_build_object('container_id', p_container_id), array[cardinality(v_kept)]),
        array_fill(jsonb_build_object('container_id', v_archive_id), array[cardinality(v_kept)])
    );

    return jsonb_build_object(
        'picture_set_id', p_picture_set_id,
        'kept', cardinality(v_kept),
        'trashed', v_trashed,
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
        || nachet._list_claimed_tasks(v_archive_id, v_claim)
    );
end
$function$;

comment on function nachet.delete_picture_set is
'Moves a folder with its pictures and the folders below it to the trash; the verified pictures can '
'go to the archive instead.';
grant execute on function nachet.delete_picture_set to nachet_backend;

create or replace function nachet.restore_picture_set(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- All that was deleted with it: the folders below it, their pictures, and the verified pictures
-- that the archive kept. What was deleted before stays in the trash. A folder that lies in one of
-- the trash is refused: restore that one. What comes back counts for the quota of the container,
-- which refuses new pictures alone.
-- Options: name (a new name, if the old one was taken meanwhile).
-- Locks: the container and the archive, by id; the catalogue, shared; the folders, by id; the
-- batches of those of the archive, by id; the pictures, by id; waits for a concurrent transaction
-- that uses the same name.
-- Raises: NX001, NX002, NX003 (also for the folder above), NX102, NX110, NX112, NX115, NX202,
-- NX210, NX301, NX303.
-- Repeat: NX110, the folder is not in the trash.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_name text;
    v_archive_id uuid;
    v_archived jsonb;
    v_tree uuid[];
    v_sets jsonb;
    v_old record;
    v_ids uuid[];
    v_picture_ids uuid[];
    v_emptied uuid[];
    v_nb_pictures bigint;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    v_name := nachet._read_options(p_options, '{"name": "string"}') ->> 'name';
    select c.id into strict v_archive_id
    from nachet_data.container as c
    where c.kind = 'archive';
    perform
    from nachet_data.container as c
    where c.id in (p_container_id, v_archive_id)
    order by c.id
    for no key update;
    perform nachet._hold_catalogue();
    v_tree := nachet._find_picture_set_tree(p_container_id, p_picture_set_id);
    v_archived := nachet._find_archived(v_archive_id, p_container_id, v_tree);
    v_sets := nachet._hold_picture_sets(p_container_id, v_tree || array(
        select a.former_id from jsonb_to_recordset(v_archived) as a (former_id uuid)
    ));
    perform nachet._hold_archived(v_archive_id, v_archived);
    select f.folder_name, f.parent, f.deleted_at into v_old
    from jsonb_to_record(v_sets -> p_picture_set_id::text) as f (
        folder_name text, parent uuid, deleted_at timestamptz
    );
    if v_old.folder_name is null then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    elsif v_old.deleted_at is null then
        perform nachet._raise('NX110', jsonb_build_object('picture_set_id', p_picture_set_id));
    elsif exists (
        select
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.id = v_old.parent
            and ps.deleted_at is not null
    ) then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', v_old.parent));
    end if;
    v_ids := array(
        select f.key::uuid
        from jsonb_each(v_sets) as f
        where f.key::uuid = any (v_tree)
            and (f.value ->> 'deleted_at')::timestamptz = v_old.deleted_at
    );

    v_name := nachet._require_name(coalesce(v_name, v_old.folder_name));
    begin
        update nachet_data.picture_set as ps
        set
            name = case ps.id when p_picture_set_id then v_name else ps.name end,
            deleted_at = null,
            updated_at = v_now
        where ps.container_id = p_container_id and ps.id = any (v_ids);
    exception
        when unique_violation then
            perform nachet._raise_picture_set_exists(p_container_id, v_old.parent, v_name);
    end;
    v_archived := nachet._find_archived(v_archive_id, p_container_id, v_ids);
    v_picture_ids := nachet._hold_pictures(
        p_container_id, v_ids, v_old.deleted_at, v_archive_id,
        array(select a.picture_id from jsonb_to_recordset(v_archived) as a (picture_id uuid))
    );
    select count(*) filter (where p.state = 'confirmed') into v_nb_pictures
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (v_picture_ids);
    update nachet_data.picture as p
    set deleted_at = null, updated_at = v_now
    where p.container_id = p_container_id and p.id = any (v_picture_ids);
    if v_archived <> '[]' then
        perform nachet._bring_back(
            p_user_id, p_container_id, 'restore_picture_set', v_archive_id, p_picture_set_id,
            v_archived, '{}', v_claim
        );
        v_emptied := nachet._find_emptied(v_archive_id, v_archived);
        perform nachet._purge_picture_sets(
            p_user_id, v_archive_id, 'restore_picture_set', v_emptied, '{}', v_claim, false
        );
    end if;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'restore_picture_set', 'picture_set', v_ids,
        array(
            select jsonb_build_object(
                'deleted_at', v_old.deleted_at,
                'folder_name', v_sets -> i.id::text -> 'folder_name'
            )
            from unnest(v_ids) as i (id)
        ),
        array(
            select jsonb_build_object(
                'deleted_at', null,
                'folder_name', case i.id
                    when p_picture_set_id then to_jsonb(v_name)
                    else v_sets -> i.id::text -> 'folder_name'
                end
            )
            from unnest(v_ids) as i (id)
        )
    );
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_set_id', p_picture_set_id,
        'folder_name', v_name,
        'nb_pictures', v_nb_pictures + jsonb_array_length(v_archived),
        'unarchived', jsonb_array_length(v_archived),
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
        || nachet._list_claimed_tasks(v_archive_id, v_claim)
    );
end
$function$;

comment on function nachet.restore_picture_set is
'Restores a folder from the trash, with all that was deleted with it and what the archive kept.';
grant execute on function nachet.restore_picture_set to nachet_backend;

create or replace function nachet.unarchive_picture_set(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- p_picture_set_id is the id that the folder had; it has it again, in p_container_id. Where that
-- container has the folder, the pictures go into it; a folder in the trash is refused:
-- restore_picture_set brings back both. Crops of other folders go back to these, where these are
-- there. All ids stay. They count for the quota of the container, which refuses new pictures alone.
-- Into another container than the one that it came from it needs manage there, too (where that is
-- gone: in the archive), and the blobs must have arrived in the archive.
-- Options: from_container_id (the container that it came from; default: p_container_id), name (of a
-- folder that must be made; default: its name in the archive, without the id).
-- Locks: the container and the archive, by id; the catalogue, shared; the folders, by id; the
-- batches of those of the archive, by id; the pictures, by id; waits for a concurrent transaction
-- that uses the same name.
-- Raises: NX001, NX002, NX003 (nothing is kept of it), NX102, NX112, NX115, NX141, NX202, NX210,
-- NX301, NX303.
-- Repeat: NX003.
declare
    v_claim constant text := gen_random_uuid()::text;
    v_options jsonb;
    v_name text;
    v_from uuid;
    v_asked uuid;
    v_archive_id uuid;
    v_archived jsonb;
    v_ids uuid[];
    v_sets jsonb;
    v_new uuid[] := array[]::uuid[];
    v_emptied uuid[];
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    v_options := nachet._read_options(
        p_options, '{"from_container_id": "uuid", "name": "string"}'
    );
    v_from := coalesce((v_options ->> 'from_container_id')::uuid, p_container_id);
    select c.id into strict v_archive_id
    from nachet_data.container as c
    where c.kind = 'archive';
    if v_archive_id in (p_container_id, v_from) then
        perform nachet._raise('NX115', jsonb_build_object('container_id', v_archive_id));
    elsif v_from <> p_container_id then
        select c.id into v_asked
        from nachet_data.container as c
        where c.id = v_from and c.deleted_at is null;
        perform nachet._require_access(p_user_id, coalesce(v_asked, v_archive_id), 'manage');
    end if;
    if v_options ? 'name' then
        v_name := nachet._require_name(v_options ->> 'name');
    end if;
    perform
    from nachet_data.container as c
    where c.id in (p_container_id, v_archive_id)
    order by c.id
    for no key update;
    perform nachet._hold_catalogue();
    v_archived := nachet._find_archived(v_archive_id, v_from, array[p_picture_set_id]);
    v_ids := array(select a.picture_id from jsonb_to_recordset(v_archived) as a (picture_id uuid));
    v_sets := nachet._hold_picture_sets(p_container_id, p_picture_set_id || array(
        select a.former_id from jsonb_to_recordset(v_archived) as a (former_id uuid)
    ));
    perform nachet._hold_archived(v_archive_id, v_archived);
    if v_archived = '[]' or v_sets -> p_picture_set_id::text ->> 'deleted_at' is not null then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    elsif v_from <> p_container_id and exists (
        select
        from nachet_data.blob_task as t
        where t.container_id = v_archive_id and t.picture_id = any (v_ids)
    ) then
        perform nachet._raise('NX141', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;
    perform nachet._hold_pictures(p_container_id, '{}', null, v_archive_id, v_ids);
    v_name := coalesce(
        v_sets -> p_picture_set_id::text ->> 'folder_name',
        nachet._unarchive_folder(
            v_archive_id,
            (
                select a.picture_set_id
                from jsonb_to_recordset(v_archived) as a (picture_set_id uuid, former_id uuid)
                where a.former_id = p_picture_set_id
                order by a.picture_set_id <> p_picture_set_id, a.picture_set_id
                limit 1
            ),
            p_container_id, p_picture_set_id, v_name
        )
    );
    if not v_sets ? p_picture_set_id::text then
        v_new := array[p_picture_set_id];
    end if;
    perform nachet._bring_back(
        p_user_id, p_container_id, 'unarchive_picture_set', v_archive_id, p_picture_set_id,
        v_archived, v_new, v_claim
    );
    v_emptied := nachet._find_emptied(v_archive_id, v_archived);
    perform nachet._purge_picture_sets(
        p_user_id, v_archive_id, 'unarchive_picture_set', v_emptied, '{}', v_claim, false
    );
    perform nachet._record_acts(
        p_user_id, p_container_id, 'unarchive_picture_set', 'picture_set', v_new, null,
        array_fill(
            jsonb_build_object('folder_name', v_name, 'parent', null),
            array[cardinality(v_new)]
        )
    );
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_set_id', p_picture_set_id,
        'folder_name', v_name,
        'nb_pictures', cardinality(v_ids),
        'unarchived', cardinality(v_ids),
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
        || nachet._list_claimed_tasks(v_archive_id, v_claim)
    );
end
$function$;

comment on function nachet.unarchive_picture_set is
'Brings what the archive kept of a folder back to its container, or into another one.';
grant execute on function nachet.unarchive_picture_set to nachet_backend;

create or replace function nachet.purge_picture_set(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- At once, whether it is in the trash or not: the folders below it, too, all their pictures, and
-- the crops of these in any folder. Blob tasks delete the blobs, claimed for the caller, except
-- blobs that another caller may be writing: these go when its claim has ended. What the archive
-- kept of it stays there.
-- Options: include_datasets (true: also pictures of datasets, which then name them as purged).
-- Locks: the container; the catalogue, shared; the folders, by id; their batches, by id; the
-- pictures and their crops, by id.
-- Raises: NX001, NX002, NX003, NX107, NX161, NX210, NX301, NX303.
-- Repeat: NX003.
declare
    v_datasets boolean;
    v_claim constant text := gen_random_uuid()::text;
    v_ids uuid[];
    v_sets jsonb;
    v_picture_ids uuid[];
    v_nb_pictures bigint;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    v_datasets := nachet._read_options(
        p_options, '{"include_datasets": "boolean"}'
    ) -> 'include_datasets' = 'true';
    perform
    from nachet_data.container as c
    where c.id = p_container_id
    for no key update;
    perform nachet._hold_catalogue();
    v_ids := nachet._find_picture_set_tree(p_container_id, p_picture_set_id);
    v_sets := nachet._hold_picture_sets(p_container_id, v_ids);
    if not v_sets ? p_picture_set_id::text then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    elsif (v_sets -> p_picture_set_id::text -> 'is_default')::boolean then
        perform nachet._raise('NX107', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;
    v_ids := array(select f.key::uuid from jsonb_each(v_sets) as f);
    perform nachet._hold_batches(p_container_id, v_ids);
    v_picture_ids := nachet._lock_picture_tree(p_container_id, v_ids);
    select count(*) into v_nb_pictures
    from nachet_data.picture as p
    where p.container_id = p_container_id
        and p.id = any (v_picture_ids)
        and p.state = 'confirmed';
    perform nachet._purge_picture_sets(
        p_user_id, p_container_id, 'purge_picture_set', v_ids, v_picture_ids, v_claim, v_datasets
    );
    return jsonb_build_object(
        'picture_set_id', p_picture_set_id,
        'picture_sets', cardinality(v_ids),
        'pictures', v_nb_pictures,
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.purge_picture_set is
'Permanently deletes a folder, the folders below it and all their pictures, with the blobs.';
grant execute on function nachet.purge_picture_set to nachet_backend;
