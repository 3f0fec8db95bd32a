do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_other constant uuid := nachet.create_container(v_user, '{"name": "b"}') ->> 'container_id';
    v_id constant uuid := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_batch constant uuid := nachet.begin_batch(v_user, v_user, v_user) ->> 'batch_id';
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_file constant jsonb := '{
        "media_type": "image/png", "extension": "png", "byte_size": 1, "name": "crop.png"
    }'::jsonb || jsonb_build_object('sha256', repeat('cc', 32));
    v_parent uuid;
    v_crop uuid;
begin
    v_parent := test.add_picture(v_user, v_id, '{"seed_name": "Avena fatua"}');
    v_crop := nachet.register_pictures(
        v_user, v_user, v_user,
        jsonb_build_array(v_file || jsonb_build_object('parent', v_parent)),
        jsonb_build_object('batch_id', v_batch)
    ) #>> '{0,picture_id}';
    perform nachet.confirm_pictures(v_user, v_user, array[v_crop]);
    perform nachet.delete_picture_set(v_user, v_user, v_id, true);
    delete from nachet_data.blob_task as t where t.container_id = v_archive_id;
    perform nachet.unarchive_picture_set(
        v_user, v_other, v_id, jsonb_build_object('from_container_id', v_user)
    );
    assert nachet.get_batch(v_user, v_user, v_batch) @> '{"stored": 1, "refusals": []}';
    -- The same bytes again are a new picture of the same file.
    v_crop := nachet.register_pictures(
        v_user, v_user, v_user, jsonb_build_array(v_file), jsonb_build_object('batch_id', v_batch)
    ) #>> '{0,picture_id}';
    assert nachet.get_batch(v_user, v_user, v_batch) @> '{"stored": 0, "pending": 1}';
    perform nachet.confirm_pictures(v_user, v_user, array[v_crop]);
    assert nachet.get_batch(v_user, v_user, v_batch) @> '{"stored": 1, "pending": 0}';
end
$test$;
