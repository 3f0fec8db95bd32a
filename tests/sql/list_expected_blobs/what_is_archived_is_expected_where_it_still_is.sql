do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_archive constant uuid := id from nachet_data.installation;
    v_set uuid;
    v_picture uuid;
    v_name text;
    v_task jsonb;
begin
    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_picture := test.add_picture(v_user, v_set, '{"seed_name": "Avena fatua"}');
    v_name := v_set || '/' || v_picture || '.png';
    v_task := jsonb_path_query_first(
        nachet.delete_picture_set(v_user, v_user, v_set, true),
        '$.blob_tasks[*] ? (@.kind == "move_picture")'
    );
    assert jsonb_path_query_first(
        nachet.list_expected_blobs(v_user), '$.items[*] ? (@.kind == "picture")'
    ) @> jsonb_build_object('blob_name', v_name, 'container_id', v_archive, 'at_home', true);
    assert not jsonb_path_exists(
        nachet.list_expected_blobs(v_archive), '$.items[*] ? (@.kind == "picture")'
    );
    perform nachet.complete_blob_tasks(v_archive, test.done(jsonb_build_array(v_task)));
    assert not jsonb_path_exists(
        nachet.list_expected_blobs(v_user), '$.items[*] ? (@.kind == "picture")'
    );
    assert jsonb_path_query_first(
        nachet.list_expected_blobs(v_archive), '$.items[*] ? (@.kind == "picture")'
    ) @> jsonb_build_object('blob_name', v_name, 'container_id', v_archive, 'at_home', true);
end
$test$;
