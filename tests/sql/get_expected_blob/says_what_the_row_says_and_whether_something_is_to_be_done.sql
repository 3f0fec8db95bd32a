do $test$
declare
    v_user uuid;
    v_picture uuid;
    v_set uuid;
    v_name text;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('a@example.org');
    v_picture := test.add_picture(v_user, null, jsonb_build_object('sha256', repeat('ab', 32)));
    v_name := v_user || '/' || v_picture || '.png';
    perform test.set_now('2030-01-01 00:01Z');
    v_answer := nachet.get_expected_blob(v_user, v_name);
    assert v_answer = jsonb_build_object('busy', false, 'expected', jsonb_build_object(
        'blob_name', v_name, 'kind', 'picture', 'container_id', v_user, 'picture_set_id', v_user,
        'picture_id', v_picture, 'state', 'confirmed', 'byte_size', 1000,
        'sha256', repeat('ab', 32), 'content', null, 'age_seconds', 60, 'at_home', true
    ));
    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    perform nachet.move_pictures(v_user, v_user, array[v_picture], v_set);
    v_answer := nachet.get_expected_blob(v_user, v_name);
    assert v_answer -> 'busy' = 'true';
    assert v_answer #> '{expected,at_home}' = 'true', 'it is on its way';
    v_answer := nachet.get_expected_blob(v_user, v_set || '/' || v_picture || '.png');
    assert v_answer = '{"expected": null, "busy": true}', 'where it comes to';
    delete from nachet_data.blob_task;
    v_answer := nachet.get_expected_blob(v_user, v_name);
    assert v_answer -> 'busy' = 'false' and v_answer #> '{expected,at_home}' = 'false';
end
$test$;
