do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_from constant jsonb := jsonb_build_object('from_container_id', v_a);
    v_call constant text := 'select nachet.unarchive_picture_set(%L, %L, %L, %L)';
    v_id uuid;
    v_picture uuid;
    v_inference jsonb;
    v_tasks jsonb;
begin
    perform test.add_pipeline();
    v_id := nachet.create_picture_set(v_a, v_a, '{"name": "Avena"}') ->> 'picture_set_id';
    v_picture := test.add_picture(v_a, v_id, '{"seed_name": "Avena fatua"}');
    v_inference := test.register_again(v_a, v_picture, test.sample_inference(2, 2));
    v_inference := nachet.get_inference(v_a, v_a, (v_inference ->> 'inference_id')::uuid);
    v_tasks := nachet.delete_picture_set(v_a, v_a, v_id, true) -> 'blob_tasks';
    -- b may not manage a's container, a not b's; the archive takes nothing out of itself.
    perform test.raises(format(v_call, v_b, v_b, v_id, v_from), 'NX002');
    perform test.raises(format(v_call, v_a, v_b, v_id, v_from), 'NX002');
    perform test.raises(format(v_call, v_admin, v_archive_id, v_id, v_from), 'NX115');
    perform test.raises(
        format(v_call, v_admin, v_b, v_id, jsonb_build_object('from_container_id', v_archive_id)),
        'NX115'
    );
    perform test.raises(format(v_call, v_admin, v_b, v_id, '{}'), 'NX003');
    -- Of a container that is gone, the archive decides.
    assert test.raises(
        format(
            v_call, v_b, v_b, v_id,
            jsonb_build_object('from_container_id', '0193a2b0-4c10-7000-8000-000000000001')
        ),
        'NX002'
    ) = jsonb_build_object('container_id', v_archive_id);
    perform test.raises(
        format(
            v_call, v_admin, v_b, v_id,
            jsonb_build_object('from_container_id', '0193a2b0-4c10-7000-8000-000000000001')
        ),
        'NX003'
    );
    perform test.raises(format(v_call, v_admin, v_b, v_id, v_from || '{"name": " "}'), 'NX202');
    perform test.raises(format(v_call, v_admin, v_b, v_id, v_from || '{"x": 1}'), 'NX210');
    -- The blobs are still on their way.
    assert test.raises(format(v_call, v_admin, v_b, v_id, v_from), 'NX141')
        = jsonb_build_object('picture_set_id', v_id);
    v_tasks := nachet.complete_blob_tasks(v_archive_id, test.done(v_tasks));
    perform test.raises(format(v_call, v_admin, v_b, v_id, v_from), 'NX141');
    perform nachet.complete_blob_tasks(v_archive_id, test.done(v_tasks));

    assert nachet.unarchive_picture_set(v_admin, v_b, v_id, v_from) - 'blob_tasks'
        = jsonb_build_object(
            'container_id', v_b, 'picture_set_id', v_id, 'folder_name', 'Avena',
            'nb_pictures', 1, 'unarchived', 1
        );
    assert nachet.get_inference(v_b, v_b, (v_inference ->> 'inference_id')::uuid) = v_inference;
    assert not nachet.get_picture_set(v_b, v_b, v_id) -> 'metadata' ? 'former_container_id';
    -- The row says where the blob is until it has moved.
    assert nachet.get_picture(v_b, v_b, v_picture) ->> 'container_name' = 'user-' || v_archive_id;
    -- In a's container nothing is left but the folder in the trash, with nothing to come back.
    assert nachet.restore_picture_set(v_a, v_a, v_id) ->> 'nb_pictures' = '0';
end
$test$;
