do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set constant uuid := nachet.create_picture_set(
        v_user, v_user, '{"name": "Field 7", "metadata": {"lot": 12, "crop": null}}'
    ) ->> 'picture_set_id';
    v_answer jsonb;
begin
    perform test.add_picture(v_user, v_set);
    v_answer := nachet.get_picture_set(v_user, v_user, v_set);
    assert v_answer - array['last_activity', 'upload_date'] = jsonb_build_object(
        'container_id', v_user, 'picture_set_id', v_set, 'folder_name', 'Field 7',
        'is_default', false, 'owner_id', v_user, 'metadata', '{"lot": 12, "crop": null}'::jsonb,
        'nb_pictures', 1, 'nb_inferred', 0, 'nb_verified', 0, 'byte_size', 1000,
        'parent', null, 'former_container_id', null, 'former_picture_set_id', null,
        'sample_id', null
    );
end
$test$;
