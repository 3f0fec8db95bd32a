do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_top uuid;
    v_below uuid;
    v_trashed uuid;
    v_picture uuid;
    v_crop uuid;
    v_deleted uuid;
    v_reserved uuid;
    v_stays uuid;
    v_answer jsonb;
begin
    perform test.add_pipeline();
    v_top := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena"}'
    ) ->> 'picture_set_id';
    v_below := nachet.create_picture_set(
        v_user_id, v_user_id, jsonb_build_object('name', 'x', 'parent', v_top)
    ) ->> 'picture_set_id';
    v_trashed := nachet.create_picture_set(
        v_user_id, v_user_id, jsonb_build_object('name', 'y', 'parent', v_below)
    ) ->> 'picture_set_id';
    v_picture := test.add_picture(v_user_id, v_top, '{"seed_name": "Avena fatua"}');
    v_crop := test.add_picture(v_user_id, null, jsonb_build_object('parent', v_picture));
    v_deleted := test.add_picture(v_user_id, v_below);
    v_reserved := test.reserve_picture(v_user_id, '{}', v_below);
    v_stays := test.add_picture(v_user_id);
    perform test.register_again(v_user_id, v_picture, test.sample_inference(2, 2));
    perform nachet.delete_pictures(v_user_id, v_user_id, array[v_deleted]);
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_trashed, false);
    delete from nachet_data.blob_task as t
    where t.container_id = v_user_id;

    v_answer := nachet.purge_picture_set(v_user_id, v_user_id, v_top);
    assert v_answer - 'blob_tasks' = jsonb_build_object(
        'picture_set_id', v_top, 'picture_sets', 3, 'pictures', 3
    );
    assert (
        select array_agg(p.id) from nachet_data.picture as p where p.container_id = v_user_id
    ) = array[v_stays];
    assert (
        select array_agg(ps.id)
        from nachet_data.picture_set as ps
        where ps.container_id = v_user_id
    ) = array[v_user_id];
    assert not exists (select from nachet_data.inference as i where i.container_id = v_user_id);
    -- All blobs go, at once: the tasks are the caller's.
    assert (
        select array_agg(t.value ->> 'blob_name' order by t.value ->> 'blob_name')
        from jsonb_array_elements(v_answer -> 'blob_tasks') as t (value)
        where t.value ->> 'kind' = 'delete_blob'
            and t.value ->> 'container_name' = 'user-' || v_user_id
    ) = (
        select array_agg(b.name order by b.name)
        from (
            values
            (v_top || '/' || v_top || '.json'), (v_below || '/' || v_below || '.json'),
            (v_trashed || '/' || v_trashed || '.json'), (v_top || '/' || v_picture || '.png'),
            (v_user_id || '/' || v_crop || '.png'), (v_below || '/' || v_deleted || '.png'),
            (v_below || '/' || v_reserved || '.png')
        ) as b (name)
    );
    assert (
        select count(*) from nachet_data.blob_task as t where t.container_id = v_user_id
    ) = 7;
    -- Who did it is known, of each folder and of each picture.
    assert (
        select jsonb_object_agg(e.entity, e.n)
        from (
            select a.entity, count(*) as n
            from nachet_data.act as a
            where a.act = 'purge_picture_set' and a.user_id = v_user_id and a.after is null
            group by a.entity
        ) as e
    ) = '{"picture": 3, "picture_set": 3}';
    perform test.raises(
        format('select nachet.purge_picture_set(%L, %L, %L)', v_user_id, v_user_id, v_top), 'NX003'
    );
end
$test$;
