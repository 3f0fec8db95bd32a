do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_set uuid;
    v_tasks jsonb;
begin
    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    delete from nachet_data.blob_task;
    assert nachet.renew_blob_tasks(
        v_user, jsonb_build_object('picture_set_id', v_picture, 'picture_id', v_set)
    ) = '{"blob_tasks": []}';
    assert nachet.renew_blob_tasks(v_user, jsonb_build_object('picture_id', v_picture))
        = '{"blob_tasks": []}', 'its blob is where it belongs';
    assert nachet.renew_blob_tasks(gen_random_uuid(), '{"container": true}')
        = '{"blob_tasks": []}';

    update nachet_data.picture set picture_set_id = v_set;
    v_tasks := nachet.renew_blob_tasks(
        v_user,
        jsonb_build_object('container', true, 'picture_set_id', v_set, 'picture_id', v_picture)
    ) -> 'blob_tasks';
    assert jsonb_path_query_array(v_tasks, '$[*].kind')
        = '["create_container", "write_folder", "move_picture"]', v_tasks;
    assert v_tasks #>> '{1,content,picture_set_id}' = v_set::text;
    assert v_tasks #>> '{2,target_name}' = v_set || '/' || v_picture || '.png';
    perform test.raises(
        format('select nachet.renew_blob_tasks(%L, %L)', v_user, '{"picture_id": "x"}'), 'NX210'
    );
end
$test$;
