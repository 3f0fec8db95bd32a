do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
begin
    v_id := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "gone"}'
    ) ->> 'picture_set_id';
    perform test.add_picture(v_user_id, v_id);
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, false);
    v_id := test.add_picture(v_user_id);
    update nachet_data.picture as p
    set state = 'pending'
    where p.container_id = v_user_id and p.id = v_id;
    v_id := test.add_picture(v_user_id);
    update nachet_data.picture as p
    set deleted_at = now()
    where p.container_id = v_user_id and p.id = v_id;
    assert nachet.list_picture_sets(v_user_id, v_user_id) = jsonb_build_array(
        jsonb_build_object(
            'picture_set_id', v_user_id, 'folder_name', 'General', 'nb_pictures', 0,
            'pictures', '[]'::jsonb
        )
    );
end
$test$;
