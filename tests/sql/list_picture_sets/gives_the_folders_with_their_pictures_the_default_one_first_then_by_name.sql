do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_z uuid;
    v_b uuid;
    v_p1 uuid;
    v_p2 uuid;
begin
    v_z := nachet.create_picture_set(v_user_id, v_user_id, '{"name": "zea"}') ->> 'picture_set_id';
    v_b := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Bromus"}'
    ) ->> 'picture_set_id';
    v_p1 := test.add_picture(v_user_id, v_z);
    v_p2 := test.add_picture(v_user_id, v_z, '{"seed_name": "Avena fatua"}');
    update nachet_data.picture as p
    set nb_object = 0
    where p.container_id = v_user_id and p.id = v_p2;
    assert nachet.list_picture_sets(v_user_id, v_user_id) = jsonb_build_array(
        jsonb_build_object(
            'picture_set_id', v_user_id, 'folder_name', 'General', 'nb_pictures', 0,
            'pictures', '[]'::jsonb
        ),
        jsonb_build_object(
            'picture_set_id', v_b, 'folder_name', 'Bromus', 'nb_pictures', 0,
            'pictures', '[]'::jsonb
        ),
        jsonb_build_object(
            'picture_set_id', v_z, 'folder_name', 'zea', 'nb_pictures', 2,
            'pictures', jsonb_build_array(
                jsonb_build_object(
                    'picture_id', v_p1, 'inference_exist', false, 'is_validated', false
                ),
                jsonb_build_object(
                    'picture_id', v_p2, 'inference_exist', true, 'is_validated', true
                )
            )
        )
    );
end
$test$;
