do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set uuid;
    v_picture uuid;
    v_name text;
    v_tasks jsonb;
begin
    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_picture := test.add_picture(v_user, v_set, '{"seed_name": "Avena fatua"}');
    v_name := v_set || '/' || v_picture || '.png';
    v_tasks := nachet.delete_picture_set(v_user, v_user, v_set, true) -> 'blob_tasks';
    assert nachet.get_expected_blob(v_user, v_name) #>> '{expected,picture_id}' = v_picture::text;
    assert nachet.discard_blob(v_user, v_name, 'e') = '{"blob_tasks": []}';
    perform nachet.complete_blob_tasks((v_tasks #>> '{0,container_id}')::uuid, test.done(v_tasks));
    assert nachet.get_expected_blob(v_user, v_name) = '{"expected": null, "busy": true}';
    assert nachet.discard_blob(v_user, v_name, 'e') = '{"blob_tasks": []}', 'it goes anyway';
end
$test$;
