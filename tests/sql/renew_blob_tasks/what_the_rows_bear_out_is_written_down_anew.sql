do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_set uuid;
    v_tasks jsonb;
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"metadata": {"site": 7}}')
    ->> 'picture_set_id';
    perform nachet.move_pictures(v_user, v_user, array[v_picture], v_set);
    delete from nachet_data.blob_task;
    v_tasks := nachet.renew_blob_tasks(v_user, jsonb_build_object(
        'container', true, 'picture_set_id', v_set, 'picture_id', v_picture
    )) -> 'blob_tasks';
    assert jsonb_path_query_array(v_tasks, '$[*].kind')
        = '["create_container", "write_folder", "move_picture"]';
    assert v_tasks #> '{1,content,picture_set}' = '{"site": 7}';
    assert v_tasks #>> '{2,target_name}' = v_set || '/' || v_picture || '.png';
    assert nachet.renew_blob_tasks(
        v_user, jsonb_build_object('picture_id', v_picture)
    ) = '{"blob_tasks": []}', 'it is on its way';
end
$test$;
