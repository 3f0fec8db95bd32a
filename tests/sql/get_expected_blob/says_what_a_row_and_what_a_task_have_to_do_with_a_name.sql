do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user, null, '{"byte_size": 7}');
    v_set uuid;
    v_here text;
    v_there text;
    v_known jsonb;
begin
    delete from nachet_data.blob_task;
    v_here := v_user || '/' || v_picture || '.png';
    v_known := nachet.get_expected_blob(v_user, v_here);
    assert (v_known -> 'expected') @> jsonb_build_object(
        'kind', 'picture', 'state', 'confirmed', 'picture_id', v_picture, 'picture_set_id', v_user,
        'container_id', v_user, 'byte_size', 7, 'at_home', true, 'age_seconds', 0
    ), v_known;
    assert v_known -> 'busy' = 'false';

    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_known := nachet.get_expected_blob(v_user, v_set || '/' || v_set || '.json');
    assert v_known #>> '{expected,kind}' = 'folder';
    assert v_known #>> '{expected,content,picture_set_id}' = v_set::text;
    assert v_known -> 'busy' = 'true', 'it is still to be written';

    v_there := nachet.move_pictures(v_user, v_user, array[v_picture], v_set)
        #>> '{blob_tasks,0,target_name}';
    v_known := nachet.get_expected_blob(v_user, v_here);
    assert v_known #> '{expected,at_home}' = 'false' and v_known -> 'busy' = 'true';
    assert nachet.get_expected_blob(v_user, v_there) = '{"expected": null, "busy": true}';
    assert nachet.get_expected_blob(v_user, 'a') = '{"expected": null, "busy": false}';
end
$test$;
