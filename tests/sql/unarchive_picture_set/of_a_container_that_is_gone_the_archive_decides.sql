do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_container constant uuid := nachet.create_container(v_user) ->> 'container_id';
    v_id constant uuid := nachet.create_picture_set(v_user, v_container) ->> 'picture_set_id';
    v_picture uuid;
    v_call constant text := format(
        'select nachet.unarchive_picture_set(%%L, %L, %L, %L)', v_user, v_id,
        jsonb_build_object('from_container_id', v_container)
    );
begin
    v_picture := (nachet.register_pictures(v_user, v_container, v_id, jsonb_build_array(
        jsonb_build_object(
            'media_type', 'image/png', 'extension', 'png', 'byte_size', 9,
            'sha256', repeat('ab', 32), 'seed_name', 'Avena fatua'
        )
    )) #>> '{0,picture_id}')::uuid;
    perform nachet.confirm_pictures(v_user, v_container, array[v_picture]);
    perform nachet.delete_picture_set(v_user, v_container, v_id, true);
    update nachet_data.picture as p set blob_container_id = p.container_id;
    delete from nachet_data.blob_task;
    perform nachet.delete_container(v_user, v_container);
    perform test.raises(format(v_call, v_user), 'NX002');
    perform nachet.purge_container(v_user, v_container);
    perform test.raises(format(v_call, v_user), 'NX002');
    assert nachet.unarchive_picture_set(
        v_admin, v_user, v_id, jsonb_build_object('from_container_id', v_container)
    ) ->> 'unarchived' = '1';
    assert (nachet.get_picture(v_user, v_user, v_picture) ->> 'picture_id')::uuid = v_picture;
end
$test$;
