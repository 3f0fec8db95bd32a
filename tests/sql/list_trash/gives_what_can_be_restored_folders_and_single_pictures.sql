do $test$
declare
    v_user_id uuid;
    v_other uuid;
    v_id uuid;
    v_alone uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_user_id := test.add_user('a@example.org');
    v_other := test.add_user('b@example.org');
    assert nachet.list_trash(v_user_id, v_user_id) = '{"picture_sets": [], "pictures": []}';
    v_id := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena"}'
    ) ->> 'picture_set_id';
    perform test.add_picture(v_user_id, v_id);
    perform test.add_picture(v_user_id, v_id, '{"seed_name": "Avena fatua"}');
    v_alone := test.add_picture(v_user_id);
    perform test.set_now('2030-01-02Z');
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, false);
    update nachet_data.picture as p
    set deleted_at = nachet._now()
    where p.container_id = v_user_id and p.id = v_alone;
    assert nachet.list_trash(v_user_id, v_user_id) = jsonb_build_object(
        'picture_sets', jsonb_build_array(jsonb_build_object(
            'picture_set_id', v_id, 'folder_name', 'Avena', 'parent', null,
            'nb_pictures', 2, 'nb_verified', 1,
            'deleted_at', '2030-01-02T00:00:00+00:00'
        )),
        'pictures', jsonb_build_array(jsonb_build_object(
            'picture_id', v_alone, 'picture_set_id', v_user_id, 'folder_name', 'General',
            'is_validated', false,
            'deleted_at', '2030-01-02T00:00:00+00:00'
        ))
    );
    perform test.raises(format('select nachet.list_trash(%L, %L)', v_other, v_user_id), 'NX002');
    perform nachet.set_container_public(v_user_id, v_user_id, true);
    perform test.raises(format('select nachet.list_trash(%L, %L)', v_other, v_user_id), 'NX301');
end
$test$;
