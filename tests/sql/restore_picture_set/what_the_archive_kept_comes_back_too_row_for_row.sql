do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_folder uuid;
    v_below uuid;
    v_other uuid;
    v_verified uuid;
    v_unverified uuid;
    v_inference jsonb;
    v_answer jsonb;
    v_differing text;
begin
    perform test.add_pipeline();
    v_folder := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena", "metadata": {"x": 1}}'
    ) ->> 'picture_set_id';
    v_below := nachet.create_picture_set(
        v_user_id, v_user_id, jsonb_build_object('name', 'below', 'parent', v_folder)
    ) ->> 'picture_set_id';
    v_other := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Crops"}'
    ) ->> 'picture_set_id';
    v_verified := test.add_picture(v_user_id, v_folder);
    perform test.add_picture(v_user_id, v_below, '{"seed_name": "Avena fatua"}');
    v_unverified := test.add_picture(v_user_id, v_folder);
    perform test.add_picture(v_user_id, v_other, jsonb_build_object(
        'parent', v_verified,
        'parent_box', '{"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}'::jsonb
    ));
    perform test.add_picture(
        v_user_id, v_folder, jsonb_build_object('parent', v_unverified, 'seed_name', 'Avena fatua')
    );
    -- A crop in the trash stays behind; it is its parent's crop again afterwards.
    perform nachet.delete_pictures(v_user_id, v_user_id, array[
        test.add_picture(v_user_id, v_other, jsonb_build_object('parent', v_verified))
    ]);
    v_inference := test.register_again(v_user_id, v_verified, test.sample_inference(3, 3));
    perform test.register_again(v_user_id, v_unverified, test.sample_inference(2, 3));
    perform nachet.verify_seed(
        v_user_id, v_user_id, (v_inference ->> 'inference_id')::uuid,
        test.feedback(v_inference, 0) || test.feedback(v_inference, 1)
        || test.feedback(v_inference, 2, '{"label": "", "classId": ""}')
    );
    create temporary table before on commit drop as
    select c.name, c.content
    from (
        select 'picture' as name, to_jsonb(x) as content
        from nachet_data.picture as x
        where x.container_id = v_user_id
        union all
        select 'picture_seed', to_jsonb(x)
        from nachet_data.picture_seed as x
        where x.container_id = v_user_id
        union all
        select 'picture_set', to_jsonb(x)
        from nachet_data.picture_set as x
        where x.container_id = v_user_id
        union all
        select 'inference', to_jsonb(x)
        from nachet_data.inference as x
        where x.container_id = v_user_id
        union all
        select 'inference_model', to_jsonb(x)
        from nachet_data.inference_model as x
        where x.container_id = v_user_id
        union all
        select 'object', to_jsonb(x)
        from nachet_data.object as x
        where x.container_id = v_user_id
        union all
        select 'specimen', to_jsonb(x)
        from nachet_data.specimen as x
        where x.container_id = v_user_id
        union all
        select 'identification', to_jsonb(x)
        from nachet_data.identification as x
        where x.container_id = v_user_id
        union all
        select 'tally', to_jsonb(x)
        from nachet_data.inference_tally as x
        where x.container_id = v_user_id
    ) as c;
    assert (select count(distinct b.name) from before as b) = 9;

    assert nachet.delete_picture_set(v_user_id, v_user_id, v_folder, true) - 'blob_tasks'
        = jsonb_build_object('picture_set_id', v_folder, 'kept', 4, 'trashed', 1);
    assert (select count(*) from nachet_data.picture as p where p.container_id = v_archive_id) = 4;
    v_answer := nachet.restore_picture_set(v_user_id, v_user_id, v_folder);
    assert v_answer - 'blob_tasks' = jsonb_build_object(
        'container_id', v_user_id, 'picture_set_id', v_folder, 'folder_name', 'Avena',
        'nb_pictures', 5, 'unarchived', 4
    );
    create temporary table afterwards on commit drop as
    select c.name, c.content
    from (
        select 'picture' as name, to_jsonb(x) as content
        from nachet_data.picture as x
        where x.container_id = v_user_id
        union all
        select 'picture_seed', to_jsonb(x)
        from nachet_data.picture_seed as x
        where x.container_id = v_user_id
        union all
        select 'picture_set', to_jsonb(x)
        from nachet_data.picture_set as x
        where x.container_id = v_user_id
        union all
        select 'inference', to_jsonb(x)
        from nachet_data.inference as x
        where x.container_id = v_user_id
        union all
        select 'inference_model', to_jsonb(x)
        from nachet_data.inference_model as x
        where x.container_id = v_user_id
        union all
        select 'object', to_jsonb(x)
        from nachet_data.object as x
        where x.container_id = v_user_id
        union all
        select 'specimen', to_jsonb(x)
        from nachet_data.specimen as x
        where x.container_id = v_user_id
        union all
        select 'identification', to_jsonb(x)
        from nachet_data.identification as x
        where x.container_id = v_user_id
        union all
        select 'tally', to_jsonb(x)
        from nachet_data.inference_tally as x
        where x.container_id = v_user_id
    ) as c;
    select string_agg(concat(d.side, d.name, d.content), E'\n') into v_differing
    from (
        select '- ' as side, x.*
        from (
            select b.name, b.content - 'updated_at' from before as b
            except all
            select a.name, a.content - 'updated_at' from afterwards as a
        ) as x (name, content)
        union all
        select '+ ', x.*
        from (
            select a.name, a.content - 'updated_at' from afterwards as a
            except all
            select b.name, b.content - 'updated_at' from before as b
        ) as x (name, content)
    ) as d;
    assert v_differing is null, v_differing;

    -- Nothing of it is left in the archive, but for the deletion of the folders' descriptions.
    assert not exists (
        select from nachet_data.picture as p where p.container_id = v_archive_id
    );
    assert not exists (
        select from nachet_data.picture_set as ps where ps.container_id = v_archive_id
    );
    -- The blobs had not left yet: none has to move back.
    assert not exists (
        select
        from nachet_data.blob_task as t
        where t.kind = 'move_picture'
    );
    -- Who took which picture out of the archive is known.
    assert (
        select array_agg(a.act order by a.id)
        from nachet_data.act as a
        where a.entity_id = v_verified and a.entity = 'picture'
            and a.act in ('delete_picture_set', 'restore_picture_set')
    ) = array['delete_picture_set', 'restore_picture_set'];
    perform test.raises(
        format('select nachet.restore_picture_set(%L, %L, %L)', v_user_id, v_user_id, v_folder),
        'NX110'
    );
end
$test$;
