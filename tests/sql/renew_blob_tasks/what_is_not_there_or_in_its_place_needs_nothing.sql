do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_id constant uuid := gen_random_uuid();
    v_options jsonb;
begin
    delete from nachet_data.blob_task;
    foreach v_options in array array[
        '{}', '{"container": false}', jsonb_build_object('picture_id', v_picture),
        jsonb_build_object('picture_id', v_id), jsonb_build_object('picture_set_id', v_id)
    ]::jsonb[] loop
        assert nachet.renew_blob_tasks(v_user, v_options) = '{"blob_tasks": []}', v_options;
    end loop;
    assert nachet.renew_blob_tasks(v_id, '{"container": true}') = '{"blob_tasks": []}';
end
$test$;
