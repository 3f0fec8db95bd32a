do $test$
declare
    v_user_id uuid;
    v_id uuid;
    v_alone uuid;
    v_together uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_user_id := test.add_user('a@example.org');
    v_id := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena"}'
    ) ->> 'picture_set_id';
    v_alone := test.add_picture(v_user_id, v_id);
    v_together := test.add_picture(v_user_id, v_id);
    update nachet_data.picture as p
    set deleted_at = nachet._now()
    where p.container_id = v_user_id and p.id = v_alone;
    perform test.set_now('2030-01-02Z');
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, false);
    perform test.set_now('2030-01-03Z');
    assert nachet.restore_picture_set(v_user_id, v_user_id, v_id) = jsonb_build_object(
        'container_id', v_user_id, 'picture_set_id', v_id, 'folder_name', 'Avena', 'nb_pictures', 1,
        'unarchived', 0, 'blob_tasks', '[]'::jsonb
    );
    assert nachet.list_picture_sets(v_user_id, v_user_id) -> 1 -> 'pictures' = jsonb_build_array(
        jsonb_build_object(
            'picture_id', v_together, 'inference_exist', false, 'is_validated', false
        )
    );
end
$test$;
