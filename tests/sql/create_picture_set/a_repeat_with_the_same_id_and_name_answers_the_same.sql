do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_options jsonb;
    v_first jsonb;
begin
    v_options := jsonb_build_object('name', 'Avena', 'picture_set_id', nachet_data.uuid7());
    v_first := nachet.create_picture_set(v_user_id, v_user_id, v_options);
    assert nachet.create_picture_set(
        v_user_id, v_user_id, v_options
    ) = v_first || '{"blob_tasks": []}';
    v_options := jsonb_build_object('picture_set_id', nachet_data.uuid7());
    v_first := nachet.create_picture_set(v_user_id, v_user_id, v_options);
    assert nachet.create_picture_set(
        v_user_id, v_user_id, v_options
    ) = v_first || '{"blob_tasks": []}';
end
$test$;
