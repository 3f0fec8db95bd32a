do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_set uuid;
    v_move jsonb;
    v_next jsonb;
begin
    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_move := nachet.move_pictures(v_user, v_user, array[v_picture], v_set) #> '{blob_tasks,0}';
    v_next := nachet.complete_blob_task(
        v_user, (v_move ->> 'task_id')::uuid,
        jsonb_build_object('claim', v_move -> 'claim', 'etag', 'e')
    );
    assert nachet.get_picture(v_user, v_user, v_picture) ->> 'blob_name'
        = v_set || '/' || v_picture || '.png';
    assert jsonb_array_length(v_next) = 1;
    assert (v_next -> 0) @> '{"kind": "delete_blob", "content": {"etag": "e"}}';
    assert v_next #>> '{0,blob_name}' = v_user || '/' || v_picture || '.png';
    assert nachet.complete_blob_task(v_user, (v_move ->> 'task_id')::uuid) = '[]', 'done once';
end
$test$;
