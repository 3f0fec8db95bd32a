do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
    v_tasks bigint;
begin
    v_id := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena"}'
    ) ->> 'picture_set_id';
    v_tasks := count(*) from nachet_data.blob_task as t where t.container_id = v_user_id;
    assert nachet.rename_picture_set(v_user_id, v_user_id, v_id, ' a/b ') = jsonb_build_object(
        'container_id', v_user_id, 'picture_set_id', v_id, 'folder_name', 'a/b'
    );
    assert nachet.rename_picture_set(v_user_id, v_user_id, v_id, 'A/B') ->> 'folder_name' = 'A/B';
    assert nachet.list_picture_sets(v_user_id, v_user_id) #>> '{1,folder_name}' = 'A/B';
    assert v_tasks = (
        select count(*) from nachet_data.blob_task as t where t.container_id = v_user_id
    );
    assert nachet.rename_picture_set(
        v_user_id, v_user_id, v_user_id, 'Mine'
    ) ->> 'folder_name' = 'Mine';
    assert nachet.list_picture_sets(v_user_id, v_user_id) #>> '{0,folder_name}' = 'Mine';
end
$test$;
