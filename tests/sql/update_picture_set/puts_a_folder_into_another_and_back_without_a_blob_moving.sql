do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_year uuid;
    v_field uuid;
    v_picture_id uuid;
    v_answer jsonb;
begin
    v_year := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "2026"}'
    ) ->> 'picture_set_id';
    v_field := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Field 7"}'
    ) ->> 'picture_set_id';
    v_picture_id := test.add_picture(v_user_id, v_field);
    delete from nachet_data.blob_task as t
    where t.container_id = v_user_id;
    v_answer := nachet.update_picture_set(
        v_user_id, v_user_id, v_field, jsonb_build_object('parent', v_year)
    );
    assert (v_answer ->> 'parent')::uuid = v_year and v_answer -> 'blob_tasks' = '[]';
    assert (nachet.get_picture_set(v_user_id, v_user_id, v_field) ->> 'parent')::uuid = v_year;
    assert nachet.get_picture(v_user_id, v_user_id, v_picture_id) ->> 'blob_name'
        = v_field || '/' || v_picture_id || '.png';
    assert not exists (select from nachet_data.blob_task as t where t.container_id = v_user_id);
    -- The contract's list has the shape that it had.
    assert nachet.list_picture_sets(v_user_id, v_user_id) #> '{2}' = jsonb_build_object(
        'picture_set_id', v_field, 'folder_name', 'Field 7', 'nb_pictures', 1,
        'pictures', jsonb_build_array(jsonb_build_object(
            'picture_id', v_picture_id, 'inference_exist', false, 'is_validated', false
        ))
    );
    -- What is not named stays; null is the top.
    assert (nachet.update_picture_set(
        v_user_id, v_user_id, v_field, '{"metadata": {"lot": 1}}'
    ) ->> 'parent')::uuid = v_year;
    assert nachet.update_picture_set(v_user_id, v_user_id, v_field, '{"parent": null}')
        -> 'parent' = 'null';
end
$test$;
