do $test$
declare
    v_user_id uuid;
    v_old uuid;
    v_new uuid;
    v_picture_id uuid;
    v_crop_id uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_user_id := test.add_user('a@example.org');
    v_old := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "old"}'
    ) ->> 'picture_set_id';
    v_new := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "new"}'
    ) ->> 'picture_set_id';
    v_picture_id := test.add_picture(v_user_id, v_old, '{"seed_name": "Avena fatua"}');
    v_crop_id := test.add_picture(v_user_id, null, jsonb_build_object('parent', v_picture_id));
    perform test.add_pipeline();
    perform nachet.register_inference(
        v_user_id, v_user_id, v_picture_id, test.sample_inference(2, 3),
        '{"pipeline": "Swin transformer"}'
    );
    perform test.add_picture(v_user_id, v_new);
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_old, false);
    perform test.set_now('2030-02-01Z');
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_new, false);
    delete from nachet_data.blob_task as t
    where t.kind = 'create_container';
    assert nachet.purge_trash('2030-01-15Z', '{"limit": 10}')
        = '{"containers": 0, "picture_sets": 1, "pictures": 1, "in_datasets": 0, "remaining": 0}';

    assert (
        select array_agg(ps.id order by ps.id)
        from nachet_data.picture_set as ps
        where ps.container_id = v_user_id
    ) = array[v_user_id, v_new];
    assert not exists (select from nachet_data.picture as p where p.id = v_picture_id);
    assert not exists (select from nachet_data.inference as i where i.container_id = v_user_id);
    assert (
        select p.parent is null and p.former_parent = v_picture_id
        from nachet_data.picture as p
        where p.container_id = v_user_id and p.id = v_crop_id
    );
    -- The blob and the folder's json go; the json still to be written is not.
    assert (
        select array_agg(
            (t.blob_container_id, t.blob_name, t.claimed_by)::text order by t.blob_name
        )
        from nachet_data.blob_task as t
        where t.container_id = v_user_id and t.kind = 'delete_blob'
    ) = (
        select array_agg((v_user_id, b.name, null)::text order by b.name)
        from (
            values (v_old || '/' || v_old || '.json'), (v_old || '/' || v_picture_id || '.png')
        ) as b (name)
    );
    assert not exists (
        select
        from nachet_data.blob_task as t
        where t.container_id = v_user_id and t.kind = 'write_folder' and t.picture_set_id = v_old
    );
    assert nachet.purge_trash('2030-01-15Z', '{"limit": 10}')
        = '{"containers": 0, "picture_sets": 0, "pictures": 0, "in_datasets": 0, "remaining": 0}';
end
$test$;
