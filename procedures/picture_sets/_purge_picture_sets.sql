create or replace function nachet._purge_picture_sets(
    p_user_id uuid, p_container_id uuid, p_act text, p_picture_set_ids uuid[],
    p_picture_ids uuid[], p_claim text, p_datasets boolean
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Pictures with their inferences and history, then folders, which must be empty by then. p_act: the
-- function that does it; p_user_id: for whom, null for an operator. Blob tasks
-- delete the blobs and the folders' descriptions: claimed for the caller with p_claim, else for a
-- worker. What another caller may be writing goes when its claim has ended; descriptions not
-- written yet are cancelled. p_datasets: whether pictures of datasets go, too; these then name
-- them as purged.
-- Locks: the cancelled tasks; the new rows. The caller has locked the catalogue (shared), the
-- folders, their batches, and the pictures with their crops.
-- Raises: NX161 without p_datasets.
declare
    v_deletions jsonb := nachet._release_pictures(p_container_id, p_picture_ids);
    v_now constant timestamptz := nachet._now();
    v_written jsonb;
    v_folders jsonb;
    v_gone record;
    v_pinned jsonb;
begin
    select jsonb_agg(jsonb_build_object('dataset_id', d.dataset_id, 'pictures', d.nb))
    into v_pinned
    from (
        select dp.dataset_id, count(*) as nb
        from nachet_data.dataset_picture as dp
        where dp.container_id = p_container_id and dp.held_id = any (p_picture_ids)
        group by dp.dataset_id
        order by dp.dataset_id
    ) as d;
    if v_pinned is not null then
        if p_datasets is not true then
            select jsonb_agg(jsonb_build_object(
                'dataset_id', d.id, 'dataset_name', d.name, 'pictures', f.pictures
            ))
            into v_pinned
            from jsonb_to_recordset(v_pinned) as f (dataset_id uuid, pictures integer)
            inner join nachet_data.dataset as d on f.dataset_id = d.id;
            perform nachet._raise(
                'NX161',
                jsonb_build_object('container_id', p_container_id, 'datasets', v_pinned)
            );
        end if;
        update nachet_data.dataset_picture as dp
        set purged_at = v_now
        where dp.container_id = p_container_id and dp.held_id = any (p_picture_ids);
    end if;
    -- A picture whose upload nobody confirmed has a blob, and leaves no act.
    select
        coalesce(array_agg(p.id order by p.id) filter (where p.state = 'confirmed'), '{}') as ids,
        array_agg(
            jsonb_build_object('picture_set_id', p.picture_set_id, 'upload_date', p.upload_date)
            order by p.id
        ) filter (where p.state = 'confirmed') as facts,
        jsonb_agg(jsonb_build_object(
            'picture_id', p.id, 'container_id', p.blob_container_id, 'name', p.blob_name
        )) as blobs
    into v_gone
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids);
    v_deletions := v_deletions || coalesce(v_gone.blobs, '[]');
    perform nachet._record_acts(
        p_user_id, p_container_id, p_act, 'picture', v_gone.ids, v_gone.facts, null
    );
    select
        coalesce(array_agg(ps.id order by ps.id), '{}') as ids,
        array_agg(
            jsonb_build_object(
                'folder_name', ps.name, 'parent', ps.parent, 'metadata', ps.picture_set
            )
            order by ps.id
        ) as facts
    into v_gone
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = any (p_picture_set_ids);
    perform nachet._record_acts(
        p_user_id, p_container_id, p_act, 'picture_set', v_gone.ids, v_gone.facts, null
    );

    delete from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids);

    select jsonb_agg(jsonb_build_object(
        'id', t.picture_set_id, 'until', case when t.claimed_by is not null then t.run_after end
    ))
    into v_written
    from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'write_folder'
        and t.picture_set_id = any (p_picture_set_ids);
    delete from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'write_folder'
        and t.picture_set_id = any (p_picture_set_ids);
    delete from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = any (p_picture_set_ids);
    select jsonb_agg(jsonb_build_object(
        'picture_set_id', f.id, 'container_id', p_container_id,
        'name', f.id::text || '/' || f.id::text || '.json', 'until', f.until
    ))
    into v_folders
    from (
        select i.id, max(w.until) as until
        from unnest(p_picture_set_ids) as i (id)
        left join jsonb_to_recordset(v_written) as w (id uuid, until timestamptz) on i.id = w.id
        group by i.id
    ) as f;
    perform nachet._write_blob_tasks(
        p_container_id, false, '{}', '{}',
        v_deletions || coalesce(v_folders, '[]'), p_claim
    );
end
$function$;

comment on function nachet._purge_picture_sets is
'Permanently deletes pictures and folders of a container, with their blobs.';
