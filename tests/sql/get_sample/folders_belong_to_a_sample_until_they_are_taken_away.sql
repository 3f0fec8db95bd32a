do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_id uuid;
    v_foreign constant uuid := nachet.create_sample(v_other, v_other, 'S') ->> 'sample_id';
    v_set uuid;
    v_sample jsonb;
begin
    v_id := nachet.create_sample(v_user, v_user, 'S') ->> 'sample_id';
    v_set := nachet.create_picture_set(
        v_user, v_user, jsonb_build_object('name', 'tray 1', 'sample_id', v_id)
    ) ->> 'picture_set_id';
    perform test.add_picture(v_user, v_set);
    v_sample := nachet.get_sample(v_user, v_user, v_id);
    assert v_sample @> jsonb_build_object(
        'nb_picture_sets', 1, 'nb_pictures', 1, 'nb_verified', 0,
        'picture_sets', jsonb_build_array(
            jsonb_build_object('picture_set_id', v_set, 'folder_name', 'tray 1')
        )
    ), v_sample::text;
    assert nachet.get_picture_set(v_user, v_user, v_set) -> 'sample_id' = to_jsonb(v_id);
    perform nachet.update_picture_set(v_user, v_user, v_set, '{"metadata": {"x": 1}}');
    assert nachet.get_picture_set(v_user, v_user, v_set) -> 'sample_id' = to_jsonb(v_id);
    assert nachet.update_picture_set(v_user, v_user, v_set, '{"sample_id": null}')
        -> 'sample_id' = 'null';
    assert nachet.get_sample(v_user, v_user, v_id) -> 'picture_sets' = '[]';
    perform test.raises(
        format('select nachet.get_sample(%1$L, %1$L, %2$L)', v_user, v_foreign), 'NX080'
    );
end
$test$;
