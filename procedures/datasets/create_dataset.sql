create or replace function nachet._require_dataset(p_dataset text)
returns uuid language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- A text in the form of an id is an id; the case of a name does not matter.
-- Raises: NX020.
declare
    v_id uuid;
begin
    select d.id into v_id
    from nachet_data.dataset as d
    where case
        when nachet._to_uuid(p_dataset) is not null then d.id = nachet._to_uuid(p_dataset)
        else d.name_key = nachet_data.fold(p_dataset)
    end;
    if v_id is null then
        perform nachet._raise('NX020', jsonb_build_object('dataset', p_dataset));
    end if;
    return v_id;
end
$function$;

comment on function nachet._require_dataset is
'Returns the dataset with this id or name; refuses one that does not exist.';

create or replace function nachet._begin_dataset(
    p_user_id uuid, p_name text, p_filter jsonb, p_options jsonb,
    out id uuid, out resolved jsonb, out is_new boolean
)
returns record language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Locks: the new row; waits for a concurrent transaction that uses the same name.
-- Raises: NX108, NX160, and what the filter, the name and the options do.
declare
    v_name constant text := nachet._require_name(p_name);
    v_options constant jsonb := nachet._read_options(
        p_options, '{"dataset_id": "uuid", "description": "reason"}'
    );
    v_new_id constant uuid := coalesce(
        (v_options ->> 'dataset_id')::uuid, nachet_data.uuid7()
    );
    v_old record;
begin
    select d.id, d.filter into v_old
    from nachet_data.dataset as d
    where d.name_key = nachet_data.fold(v_name);
    if v_old.id is null then
        resolved := nachet.resolve_dataset_filter(p_filter);
        insert into nachet_data.dataset as d (
            id, name, description, filter, resolved, digest, user_id, upload_date
        )
        values (
            v_new_id, v_name, coalesce(v_options ->> 'description', ''), p_filter, resolved,
            sha256(''), p_user_id, nachet._now()
        )
        on conflict do nothing
        returning d.id into id;
        is_new := id is not null;
        if is_new then
            return;
        end if;
        select d.id, d.filter into v_old
        from nachet_data.dataset as d
        where d.name_key = nachet_data.fold(v_name);
    end if;
    if v_old.id is null then
        perform nachet._raise('NX108', jsonb_build_object('dataset_id', v_new_id));
    elsif v_old.filter <> p_filter or (v_options ? 'dataset_id' and v_old.id <> v_new_id) then
        perform nachet._raise(
            'NX160', jsonb_build_object('dataset_id', v_old.id, 'dataset_name', v_name)
        );
    end if;
    id := v_old.id;
    is_new := false;
end
$function$;

comment on function nachet._begin_dataset is
'Adds the row of a dataset, or finds the same one.';

create or replace function nachet._pin_seeds(p_dataset_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp set extra_float_digits = 1 as $function$
-- Then counts, and computes the digest: SHA-256 of the SHA-256 of the lines of the species, by id,
-- followed by the digests of the pictures, by id.
-- Locks: the new rows. The caller holds the catalogue.
declare
    v_seed_ids uuid[];
    v_lines text;
    v_pictures record;
begin
    v_seed_ids := array(
        select distinct i.id
        from nachet_data.dataset_picture as d
        cross join unnest(d.seed_ids || d.model_seed_ids) as i (id)
        where d.dataset_id = p_dataset_id and i.id is not null
    );
    insert into nachet_data.dataset_seed (
        dataset_id, seed_id, name, rank, genus, family, gbif_key, eppo_code, itis_tsn, confirmed,
        object_type_id
    )
    select
        p_dataset_id, e.seed_id, e.seed_name, e.rank, e.genus, e.family, e.gbif_key, e.eppo_code,
        e.itis_tsn, e.confirmed, e.object_type_id
    from nachet.export_seed as e
    where e.seed_id = any (v_seed_ids);
    select coalesce(
        string_agg(
            json_build_array(
                s.seed_id, s.name, s.rank, s.genus, s.family, s.gbif_key, s.eppo_code, s.itis_tsn,
                s.confirmed, s.object_type_id
            ) || E'\n',
            '' order by s.seed_id
        ),
        ''
    )
    into v_lines
    from nachet_data.dataset_seed as s
    where s.dataset_id = p_dataset_id;
    select
        count(*) as nb,
        coalesce(sum(cardinality(d.specimen_ids)), 0) as nb_specimen,
        coalesce(
            string_agg(d.digest, '' order by d.picture_id, d.pinned_container_id), ''
        ) as digests
    into v_pictures
    from nachet_data.dataset_picture as d
    where d.dataset_id = p_dataset_id;
    update nachet_data.dataset as d
    set
        digest = sha256(sha256(convert_to(v_lines, 'UTF8')) || v_pictures.digests),
        nb_picture = v_pictures.nb,
        nb_specimen = v_pictures.nb_specimen
    where d.id = p_dataset_id;
end
$function$;

comment on function nachet._pin_seeds is
'Pins the species of a dataset as they are called now, and computes its digest.';

create or replace function nachet.create_dataset(
    p_user_id uuid, p_name text, p_filter jsonb, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1
set plan_cache_mode = 'force_custom_plan' as $function$
-- Whatever is corrected, merged, renamed, moved or deleted later changes nothing of it. A picture
-- of it is purged only by a call that says so (include_datasets). The digest is made of lines, each
-- a JSON array and a line feed; what an array has and in which order is written below. A picture's
-- digest is the SHA-256 of its line and those of its specimens, by id.
-- Options: dataset_id (the caller's own id), description.
-- Locks: the new row; waits for a concurrent transaction that uses the same name; the catalogue,
-- shared; the pictures, shared.
-- Raises: NX001, NX007, NX008, NX009, NX108, NX160, NX202, NX208, NX210, NX302, NX303.
-- Repeat: with the same name, filter and, where given, id, the first answer again; with another
-- filter or id, NX160.
declare
    v_dataset record;
    v_filter jsonb;
    v_document jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
    select b.id, b.is_new, b.resolved into v_dataset
    from nachet._begin_dataset(p_user_id, p_name, p_filter, p_options) as b;
    v_filter := v_dataset.resolved;
    if v_dataset.is_new then
        perform nachet._hold_catalogue();
    end if;
    while v_dataset.is_new loop
        begin
            insert into nachet_data.dataset_picture (
                container_id, dataset_id, picture_id, digest, pinned_container_id, picture_set_id,
                folder_name, name, media_type, byte_size, sha256, width, height, orientation, zoom,
                nb_seeds, description, device, lens, tray, sample, taken_at, uploaded_at, parent_id,
                split_group, verified, specimen_ids, states, seed_ids, object_type_ids, qualifiers,
                tops_x, tops_y, bottoms_x, bottoms_y, partly_outsides, identified_bys,
                identified_ats, nb_readers, nb_agreeings, manual_detections, inference_ids,
                pipeline_ids, pipeline_names, model_names, model_versions, model_seed_ids,
                model_scores
            )
            select
                p.container_id, v_dataset.id, p.picture_id,
                sha256(convert_to(p.line || coalesce(s.lines, ''), 'UTF8')), p.container_id,
                p.picture_set_id, p.folder_name, p.name, p.media_type, p.byte_size,
                decode(p.sha256, 'hex'), p.width, p.height, p.orientation, p.zoom, p.nb_seeds,
                p.description, p.device, p.lens, p.tray, p.sample, p.taken_at, p.uploaded_at,
                p.parent_id, p.split_group, p.verified, s.specimen_ids, s.states, s.seed_ids,
                s.object_type_ids, s.qualifiers, s.tops_x, s.tops_y, s.bottoms_x, s.bottoms_y,
                s.partly_outsides, s.identified_bys, s.identified_ats, s.nb_readers, s.nb_agreeings,
                s.manual_detections, s.inference_ids, s.pipeline_ids, s.pipeline_names,
                s.model_names, s.model_versions, s.model_seed_ids, s.model_scores
            from (
                select
                    v.*,
                    json_build_array(
                        v.picture_id, v.sha256, v.container_id, v.picture_set_id, v.folder_name,
                        v.name, v.media_type, v.byte_size, v.width, v.height, v.orientation, v.zoom,
                        v.nb_seeds, v.description, v.device, v.lens, v.tray, v.sample, v.taken_at,
                        v.uploaded_at, v.parent_id, v.split_group, v.verified
                    ) || E'\n' as line
                from nachet.export_picture as v
            ) as p
            left join (
                select
                    v.container_id, v.picture_id,
                    string_agg(
                        json_build_array(
                            v.specimen_id, v.state, v.seed_id, v.object_type_id, v.qualifier,
                            v.top_x, v.top_y, v.bottom_x, v.bottom_y, v.partly_outside,
                            v.identified_by, v.identified_at, v.nb_reader, v.nb_agreeing,
                            v.manual_detection, v.inference_id, v.pipeline_id, v.pipeline_name,
                            v.model_name, v.model_version, v.model_seed_id, v.model_score
                        ) || E'\n',
                        '' order by v.specimen_id
                    ) as lines,
                    array_agg(v.specimen_id order by v.specimen_id) as specimen_ids,
                    array_agg(v.state order by v.specimen_id) as states,
                    array_agg(v.seed_id order by v.specimen_id) as seed_ids,
                    array_agg(v.object_type_id order by v.specimen_id) as object_type_ids,
                    array_agg(v.qualifier order by v.specimen_id) as qualifiers,
                    array_agg(v.top_x order by v.specimen_id) as tops_x,
                    array_agg(v.top_y order by v.specimen_id) as tops_y,
                    array_agg(v.bottom_x order by v.specimen_id) as bottoms_x,
                    array_agg(v.bottom_y order by v.specimen_id) as bottoms_y,
                    array_agg(v.partly_outside order by v.specimen_id) as partly_outsides,
                    array_agg(v.identified_by order by v.specimen_id) as identified_bys,
                    array_agg(v.identified_at order by v.specimen_id) as identified_ats,
                    array_agg(v.nb_reader::smallint order by v.specimen_id) as nb_readers,
                    array_agg(v.nb_agreeing::smallint order by v.specimen_id) as nb_agreeings,
                    array_agg(v.manual_detection order by v.specimen_id) as manual_detections,
                    array_agg(v.inference_id order by v.specimen_id) as inference_ids,
                    array_agg(v.pipeline_id order by v.specimen_id) as pipeline_ids,
                    array_agg(v.pipeline_name order by v.specimen_id) as pipeline_names,
                    array_agg(v.model_name order by v.specimen_id) as model_names,
                    array_agg(v.model_version order by v.specimen_id) as model_versions,
                    array_agg(v.model_seed_id order by v.specimen_id) as model_seed_ids,
                    array_agg(v.model_score order by v.specimen_id) as model_scores
                from nachet.select_specimens(v_filter) as v
                group by v.container_id, v.picture_id
            ) as s on p.container_id = s.container_id and p.picture_id = s.picture_id
            where s.picture_id is not null
                or (
                    p.background
                    and v_filter -> 'pictures_without_specimens' = 'true'
                    and (
                        not v_filter ? 'container_ids'
                        or lower(v_filter ->> 'container_ids')::jsonb ? p.container_id::text
                    )
                    and (
                        not v_filter ? 'picture_set_ids'
                        or lower(v_filter ->> 'picture_set_ids')::jsonb ? p.picture_set_id::text
                    )
                    and (not v_filter ? 'samples' or v_filter -> 'samples' ? p.sample)
                )
            order by p.container_id, p.picture_id;
            exit;
        exception
            -- A picture was purged while this waited for it: without it, then.
            when foreign_key_violation then
                null;
        end;
    end loop;
    if v_dataset.is_new then
        perform nachet._pin_seeds(v_dataset.id);
    end if;
    select to_jsonb(d) into v_document from nachet.dataset as d where d.dataset_id = v_dataset.id;
    if v_dataset.is_new then
        perform nachet._record_acts(
            p_user_id, null, 'create_dataset', 'dataset', array[v_dataset.id], null,
            array[v_document - array['dataset_id', 'user_id', 'upload_date', 'nb_purged']]
        );
    end if;
    return v_document;
end
$function$;

comment on function nachet.create_dataset is
'Pins specimens, their species and pictures as they are now under a name and a digest, and returns '
'the dataset; for administrators only.';
grant execute on function nachet.create_dataset to nachet_backend;

create or replace function nachet.get_dataset(p_user_id uuid, p_dataset text)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- By id or name. With the number of specimens of each species, by name; the versions of models that
-- were trained on it; and what was purged since, at most 1,000 pictures.
-- Locks: nothing.
-- Raises: NX001, NX020, NX302, NX303.
-- Repeat: the same answer.
declare
    v_id uuid;
    v_seeds jsonb;
    v_models jsonb;
    v_purged jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_id := nachet._require_dataset(p_dataset);
    select coalesce(jsonb_agg(to_jsonb(f) order by f.seed_name, f.seed_id), '[]') into v_seeds
    from (
        select s.seed_id, s.name as seed_name, coalesce(n.nb, 0) as nb_specimen
        from nachet_data.dataset_seed as s
        left join (
            select i.id, count(*) as nb
            from nachet_data.dataset_picture as d
            cross join unnest(d.seed_ids) as i (id)
            where d.dataset_id = v_id
            group by i.id
        ) as n on s.seed_id = n.id
        where s.dataset_id = v_id
    ) as f;
    select coalesce(
        jsonb_agg(
            jsonb_build_object('model_id', m.id, 'model_name', m.name, 'version', v.version)
            order by m.name, v.version
        ),
        '[]'
    )
    into v_models
    from nachet_data.model_version as v
    inner join nachet_data.model as m on v.model_id = m.id
    where v.dataset_id = v_id;
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'picture_id', g.picture_id, 'container_id', g.pinned_container_id,
                'sha256', encode(g.sha256, 'hex'), 'nb_specimen',
                coalesce(cardinality(g.specimen_ids), 0),
                'purged_at', g.purged_at
            )
            order by g.picture_id
        ),
        '[]'
    )
    into v_purged
    from (
        select d.picture_id, d.pinned_container_id, d.sha256, d.specimen_ids, d.purged_at
        from nachet_data.dataset_picture as d
        where d.dataset_id = v_id and d.purged_at is not null
        order by d.picture_id
        limit 1000
    ) as g;
    return (
        select to_jsonb(d) || jsonb_build_object(
            'seeds', v_seeds, 'models', v_models, 'purged', v_purged
        )
        from nachet.dataset as d
        where d.dataset_id = v_id
    );
end
$function$;

comment on function nachet.get_dataset is
'Describes a dataset: what chose it, what is in it, and what was purged since; for administrators '
'only.';
grant execute on function nachet.get_dataset to nachet_backend;

create or replace function nachet.delete_dataset(
    p_user_id uuid, p_dataset text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- By id or name. Its pictures and specimens stay; what it pinned of them is lost.
-- Options: include_models (true: also one that a version of a model was trained on, which then says
-- so no more), reason.
-- Locks: the pipelines, against imports and other changes; the dataset.
-- Raises: NX001, NX020, NX162, NX210, NX302, NX303.
-- Repeat: NX020.
declare
    v_options jsonb;
    v_id uuid;
    v_document jsonb;
    v_models jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_options := nachet._read_options(
        p_options, '{"include_models": "boolean", "reason": "reason"}'
    );
    perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
    lock table nachet_data.pipeline in share row exclusive mode;
    v_id := nachet._require_dataset(p_dataset);
    perform
    from nachet_data.dataset as d
    where d.id = v_id
    for update;
    select to_jsonb(d) into v_document from nachet.dataset as d where d.dataset_id = v_id;
    if v_document is null then
        perform nachet._raise('NX020', jsonb_build_object('dataset', p_dataset));
    end if;
    select jsonb_agg(
        jsonb_build_object('model_name', m.name, 'version', v.version)
        order by m.name, v.version
    )
    into v_models
    from nachet_data.model_version as v
    inner join nachet_data.model as m on v.model_id = m.id
    where v.dataset_id = v_id;
    if v_models is not null and v_options -> 'include_models' is distinct from 'true' then
        perform nachet._raise(
            'NX162', jsonb_build_object('dataset_id', v_id, 'models', v_models)
        );
    end if;
    delete from nachet_data.dataset_picture as d
    where d.dataset_id = v_id;
    update nachet_data.model_version as v
    set dataset_id = null
    where v.dataset_id = v_id;
    delete from nachet_data.dataset as d
    where d.id = v_id;
    perform nachet._record_acts(
        p_user_id, null, 'delete_dataset', 'dataset', array[v_id],
        array[v_document - array['dataset_id', 'user_id', 'upload_date', 'nb_purged']], null,
        v_options ->> 'reason'
    );
    return v_document;
end
$function$;

comment on function nachet.delete_dataset is
'Deletes a dataset and returns what it was; for administrators only.';
grant execute on function nachet.delete_dataset to nachet_backend;

create or replace function nachet.set_training_dataset(
    p_user_id uuid, p_model_id uuid, p_version text, p_dataset text
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- By the dataset's id or name; an empty text takes it away. The key dataset of a model's document
-- is a text of its author's and says nothing here.
-- Locks: the pipelines, against imports and other changes; the dataset, shared.
-- Raises: NX001, NX009, NX020, NX302, NX303.
-- Repeat: the same answer.
declare
    v_dataset_id uuid;
    v_before uuid;
begin
    perform nachet._require_user(p_user_id, 'admin');
    lock table nachet_data.pipeline in share row exclusive mode;
    select v.dataset_id into v_before
    from nachet_data.model_version as v
    where v.model_id = p_model_id and v.version = p_version;
    if not found then
        perform nachet._raise(
            'NX009', jsonb_build_object('model_id', p_model_id, 'version', p_version)
        );
    end if;
    if p_dataset <> '' then
        v_dataset_id := nachet._require_dataset(p_dataset);
        perform
        from nachet_data.dataset as d
        where d.id = v_dataset_id
        for share;
    end if;
    update nachet_data.model_version as v
    set dataset_id = v_dataset_id
    where v.model_id = p_model_id
        and v.version = p_version
        and v.dataset_id is distinct from v_dataset_id;
    perform nachet._record_acts(
        p_user_id, null, 'set_training_dataset', 'model', array[p_model_id],
        array[jsonb_build_object('version', p_version, 'dataset_id', v_before)],
        array[jsonb_build_object('version', p_version, 'dataset_id', v_dataset_id)]
    );
    return jsonb_build_object(
        'model_id', p_model_id,
        'version', p_version,
        'dataset_id', v_dataset_id,
        'dataset_name', (
            select d.name from nachet_data.dataset as d where d.id = v_dataset_id
        )
    );
end
$function$;

comment on function nachet.set_training_dataset is
'Records which dataset a version of a model was trained on; for administrators only.';
grant execute on function nachet.set_training_dataset to nachet_backend;

create or replace function nachet.diff_datasets(
    p_user_id uuid, p_dataset text, p_other text, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- From a dataset to another one, each by id or name. added: only the other has it; removed: the
-- other has it no more; relabelled: its species or state is another; moved: an edge of its box
-- is another by more than half a pixel. A specimen may be relabelled and moved. Only pictures that
-- differ are looked at.
-- Options: change (only one of these), after (`next` of the previous page), limit (1 to 1000;
-- default 100).
-- Locks: nothing.
-- Raises: NX001, NX020, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_limit integer;
    v_a_id uuid;
    v_b_id uuid;
    v_pictures record;
    v_answer record;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_options := nachet._read_options(
        p_options, '{"change": "string", "after": "uuid", "limit": "limit"}'
    );
    if v_options ->> 'change' not in ('added', 'removed', 'relabelled', 'moved') then
        perform nachet._raise(
            'NX210', jsonb_build_object('option', 'change', 'value', v_options -> 'change')
        );
    end if;
    v_limit := (v_options -> 'limit')::integer;
    v_a_id := nachet._require_dataset(p_dataset);
    v_b_id := nachet._require_dataset(p_other);
    select
        count(*) filter (where a.picture_id is null) as added,
        count(*) filter (where b.picture_id is null) as removed,
        coalesce(
            array_agg(coalesce(a.picture_id, b.picture_id))
            filter (where a.digest is distinct from b.digest),
            '{}'
        ) as ids
    into v_pictures
    from (
        select d.picture_id, d.digest
        from nachet_data.dataset_picture as d
        where d.dataset_id = v_a_id
    ) as a
    full join (
        select d.picture_id, d.digest
        from nachet_data.dataset_picture as d
        where d.dataset_id = v_b_id
    ) as b on a.picture_id = b.picture_id;
    with changed as materialized (
        select
            coalesce(a.specimen_id, b.specimen_id) as specimen_id,
            coalesce(b.picture_id, a.picture_id) as picture_id,
            array_remove(
                array[
                    case when a.specimen_id is null then 'added' end,
                    case when b.specimen_id is null then 'removed' end,
                    case
                        when (a.seed_id, a.state) is distinct from (b.seed_id, b.state)
                            and a.specimen_id = b.specimen_id
                            then 'relabelled'
                    end,
                    case
                        when greatest(
                            abs(a.top_x - b.top_x), abs(a.top_y - b.top_y),
                            abs(a.bottom_x - b.bottom_x), abs(a.bottom_y - b.bottom_y)
                        ) > 0.5
                            and a.specimen_id = b.specimen_id
                            then 'moved'
                    end
                ],
                null
            ) as changes,
            a.facts as before, b.facts as after
        from (
            select s.*, to_jsonb(f) as facts
            from nachet.dataset_specimen as s
            cross join lateral (
                select
                    s.state, s.seed_id, s.seed_name, s.top_x, s.top_y, s.bottom_x, s.bottom_y
            ) as f
            where s.dataset_id = v_a_id and s.picture_id = any (v_pictures.ids)
        ) as a
        full join (
            select s.*, to_jsonb(f) as facts
            from nachet.dataset_specimen as s
            cross join lateral (
                select
                    s.state, s.seed_id, s.seed_name, s.top_x, s.top_y, s.bottom_x, s.bottom_y
            ) as f
            where s.dataset_id = v_b_id and s.picture_id = any (v_pictures.ids)
        ) as b on a.specimen_id = b.specimen_id
    )

    select
        jsonb_build_object(
            'added', count(*) filter (where 'added' = any (c.changes)),
            'removed', count(*) filter (where 'removed' = any (c.changes)),
            'relabelled', count(*) filter (where 'relabelled' = any (c.changes)),
            'moved', count(*) filter (where 'moved' = any (c.changes))
        ) as counts,
        (
            select jsonb_agg(to_jsonb(i) order by i.specimen_id)
            from (
                select p.*
                from changed as p
                where cardinality(p.changes) > 0
                    and (
                        not v_options ? 'change' or v_options ->> 'change' = any (p.changes)
                    )
                    and (
                        not v_options ? 'after'
                        or p.specimen_id > (v_options ->> 'after')::uuid
                    )
                order by p.specimen_id
                limit v_limit + 1
            ) as i
        ) as items
    into v_answer
    from changed as c;
    return nachet._page(v_answer.items, v_limit, 'specimen_id') || jsonb_build_object(
        'counts', v_answer.counts || jsonb_build_object(
            'pictures_added', v_pictures.added, 'pictures_removed', v_pictures.removed
        )
    );
end
$function$;

comment on function nachet.diff_datasets is
'Compares two datasets: which specimens were added, removed, relabelled or moved, counted and page '
'by page; for administrators only.';
grant execute on function nachet.diff_datasets to nachet_backend;
