do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_set uuid;
    v_task jsonb;
    v_follow jsonb;
    v_old text;
begin
    v_old := nachet.get_picture(v_user, v_user, v_picture) ->> 'blob_name';
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "other"}') ->> 'picture_set_id';
    v_task := nachet.move_pictures(v_user, v_user, array[v_picture], v_set) #> '{blob_tasks,0}';
    assert v_task ->> 'kind' = 'move_picture';
    assert v_task ->> 'blob_name' = v_old;
    assert v_task ->> 'target_name' = v_set || '/' || v_picture || '.png';
    assert nachet.get_picture(v_user, v_user, v_picture) ->> 'picture_set_id' = v_set::text;
    assert nachet.get_picture(v_user, v_user, v_picture) ->> 'blob_name' = v_old,
        'readable where it is now';
    v_follow := nachet.complete_blob_tasks(v_user, jsonb_build_array(v_task || '{"etag": "e1"}'));
    assert nachet.get_picture(v_user, v_user, v_picture) ->> 'blob_name' = v_task ->> 'target_name';
    assert v_follow #>> '{0,kind}' = 'delete_blob';
    assert v_follow #>> '{0,blob_name}' = v_old;
    assert v_follow #>> '{0,content,etag}' = 'e1';
    assert nachet.move_pictures(
        v_user, v_user, array[v_picture], v_set
    ) = '{"moved": 0, "blob_tasks": []}';
end
$test$;
