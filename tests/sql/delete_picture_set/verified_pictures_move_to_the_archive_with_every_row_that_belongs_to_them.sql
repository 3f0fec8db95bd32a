do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_folder uuid;
    v_other uuid;
    v_verified uuid;
    v_named uuid;
    v_unverified uuid;
    v_crop uuid;
    v_crop_of_unverified uuid;
    v_crop_in_trash uuid;
    v_inference jsonb;
    v_kept uuid[];
    v_answer jsonb;
    v_table text;
    v_owned text;
begin
    perform test.add_pipeline();
    v_folder := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena", "metadata": {"x": 1}}'
    ) ->> 'picture_set_id';
    v_other := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Crops"}'
    ) ->> 'picture_set_id';
    v_verified := test.add_picture(v_user_id, v_folder);
    v_named := test.add_picture(
        v_user_id, v_folder, '{"seed_name": "Avena fatua", "metadata": {"y": 2}}'
    );
    v_unverified := test.add_picture(v_user_id, v_folder);
    v_crop := test.add_picture(v_user_id, v_other, jsonb_build_object(
        'parent', v_verified,
        'parent_box', '{"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}'::jsonb
    ));
    v_crop_of_unverified := test.add_picture(
        v_user_id, v_folder, jsonb_build_object('parent', v_unverified, 'seed_name', 'Avena fatua')
    );
    v_crop_in_trash := test.add_picture(
        v_user_id, v_other, jsonb_build_object('parent', v_verified)
    );
    update nachet_data.picture as p
    set deleted_at = now() - interval '1 day'
    where p.container_id = v_user_id and p.id = v_crop_in_trash;
    v_kept := array[v_verified, v_named, v_crop, v_crop_of_unverified];

    -- One picture is verified by hand, after a change of mind; the other keeps its open inference.
    v_inference := nachet.register_inference(
        v_user_id, v_user_id, v_verified, test.sample_inference(2, 3),
        '{"pipeline": "Swin transformer"}'
    );
    perform nachet.register_inference(
        v_user_id, v_user_id, v_unverified, test.sample_inference(2, 3),
        '{"pipeline": "Swin transformer"}'
    );
    perform nachet.verify_seed(v_user_id, v_user_id, (v_inference ->> 'inference_id')::uuid, (
        select jsonb_agg(jsonb_build_object('boxId', b.value -> 'box_id'))
        from jsonb_array_elements(v_inference -> 'boxes') as b
    ));

    create temporary table kept_before on commit drop as
    select 'picture' as name, to_jsonb(x) as content
    from nachet_data.picture as x
    where x.id = any (v_kept)
    union all
    select 'picture_seed', to_jsonb(x)
    from nachet_data.picture_seed as x
    where x.picture_id = any (v_kept)
    union all
    select 'inference', to_jsonb(x)
    from nachet_data.inference as x
    where x.picture_id = any (v_kept);
    insert into kept_before
    select 'inference_model', to_jsonb(x)
    from nachet_data.inference_model as x
    where x.inference_id = (v_inference ->> 'inference_id')::uuid
    union all
    select 'object', to_jsonb(x)
    from nachet_data.object as x
    where x.inference_id = (v_inference ->> 'inference_id')::uuid
    union all
    select 'specimen', to_jsonb(x)
    from nachet_data.specimen as x
    where x.picture_id = any (v_kept)
    union all
    select 'identification', to_jsonb(x)
    from nachet_data.identification as x
    inner join nachet_data.object as o on x.object_id = o.id
    where o.inference_id = (v_inference ->> 'inference_id')::uuid;
    assert (select count(distinct b.name) from kept_before as b) = 7;

    v_answer := nachet.delete_picture_set(v_user_id, v_user_id, v_folder, true);
    assert v_answer - 'blob_tasks' = jsonb_build_object(
        'picture_set_id', v_folder, 'kept', 4, 'trashed', 1
    );

    create temporary table kept_after on commit drop as
    select 'picture' as name, to_jsonb(x) as content
    from nachet_data.picture as x
    where x.container_id = v_archive_id
    union all
    select 'picture_seed', to_jsonb(x)
    from nachet_data.picture_seed as x
    where x.container_id = v_archive_id
    union all
    select 'inference', to_jsonb(x)
    from nachet_data.inference as x
    where x.container_id = v_archive_id
    union all
    select 'inference_model', to_jsonb(x)
    from nachet_data.inference_model as x
    where x.container_id = v_archive_id
    union all
    select 'object', to_jsonb(x) from nachet_data.object as x where x.container_id = v_archive_id
    union all
    select 'specimen', to_jsonb(x)
    from nachet_data.specimen as x
    where x.container_id = v_archive_id
    union all
    select 'identification', to_jsonb(x)
    from nachet_data.identification as x
    where x.container_id = v_archive_id;
    -- The one change: a crop whose parent stays behind remembers it.
    update kept_before as b
    set content = b.content || jsonb_build_object(
        'parent', null, 'former_parent', v_unverified
    )
    where b.name = 'picture' and b.content ->> 'id' = v_crop_of_unverified::text;
    assert not exists (
        (
            select
                b.name,
                b.content - array['container_id', 'search']
                || jsonb_build_object('updated_at', null)
            from kept_before as b
            except all
            select
                a.name,
                a.content - array['container_id', 'search']
                || jsonb_build_object('updated_at', null)
            from kept_after as a
        )
        union all
        (
            select
                a.name,
                a.content - array['container_id', 'search']
                || jsonb_build_object('updated_at', null)
            from kept_after as a
            except all
            select
                b.name,
                b.content - array['container_id', 'search']
                || jsonb_build_object('updated_at', null)
            from kept_before as b
        )
    );

    -- Nothing of it is left where it was; what is not verified went to the trash.
    assert (
        select array_agg(p.id order by p.id)
        from nachet_data.picture as p
        where p.container_id = v_user_id
    ) = array[v_unverified, v_crop_in_trash];
    assert (
        select p.deleted_at = now()
        from nachet_data.picture as p
        where p.container_id = v_user_id and p.id = v_unverified
    );
    assert (
        select p.parent is null and p.former_parent = v_verified and p.picture = '{}'
        from nachet_data.picture as p
        where p.container_id = v_user_id and p.id = v_crop_in_trash
    );
    assert (select count(*) from nachet_data.inference as i where i.container_id = v_user_id) = 1;
    assert not exists (
        select from nachet_data.identification as d where d.container_id = v_user_id
    );

    -- A folder for each that they were in, the first time with its id, which the name bears too.
    assert (
        select array_agg((ps.id, ps.name, ps.owner_id, ps.deleted_at)::text order by ps.name)
        from nachet_data.picture_set as ps
        where ps.container_id = v_archive_id
    ) = array[
        (v_folder, 'Avena (' || v_folder || ')', v_user_id, null::timestamptz)::text,
        (v_other, 'Crops (' || v_other || ')', v_user_id, null::timestamptz)::text
    ];
    assert (
        select (ps.picture_set, ps.former_container_id, ps.former_picture_set_id)::text
        from nachet_data.picture_set as ps
        where ps.container_id = v_archive_id and ps.id = v_folder
    ) = ('{"x": 1}'::jsonb, v_user_id, v_folder)::text;

    -- The blobs follow: first their container and the folders' json, then each from where it
    -- still is.
    assert (
        select jsonb_object_agg(k.kind, k.n)
        from (
            select t.value ->> 'kind' as kind, count(*) as n
            from jsonb_array_elements(v_answer -> 'blob_tasks') as t
            group by 1
        ) as k
    ) = '{"create_container": 1, "write_folder": 2, "move_picture": 4}';
    assert (
        select bool_and(
            t.value ->> 'container_name' = 'user-' || v_user_id
            and t.value ->> 'blob_name' = p.blob_name
            and t.value ->> 'target_container_name' = 'user-' || v_archive_id
            and t.value ->> 'target_name' = p.picture_set_id || '/' || p.id || '.png'
            and p.blob_container_id = v_user_id
        )
        from jsonb_array_elements(v_answer -> 'blob_tasks') as t
        inner join nachet_data.picture as p on p.id = (t.value ->> 'picture_id')::uuid
        where t.value ->> 'kind' = 'move_picture'
    );
end
$test$;
