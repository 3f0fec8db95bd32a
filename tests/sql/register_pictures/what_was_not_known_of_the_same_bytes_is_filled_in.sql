do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    c_bare constant jsonb := jsonb_build_object(
        'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256', repeat('ab', 32)
    );
    v_id uuid;
    v_answer jsonb;
    v_picture jsonb;
begin
    v_id := nachet.register_pictures(
        v_user, v_user, v_user, jsonb_build_array(c_bare || '{"metadata": {"a": 1, "c": null}}')
    ) #>> '{0,picture_id}';
    perform nachet.confirm_pictures(v_user, v_user, array[v_id]);
    v_answer := nachet.register_pictures(v_user, v_user, v_user, jsonb_build_array(
        c_bare || '{"zoom": 1.5, "name": "first.png", "metadata": {"a": 1, "b": 2, "c": 3},
            "taken_at": "2026-03-13T16:00:00+01:00", "seed_name": "Avena fatua"}',
        c_bare || '{"nb_seeds": 3.0, "description": "here", "name": "second.png", "device": "D",
            "lens": "L", "tray": "T", "sample": "S"}'
    ));
    assert v_answer #>> '{0,picture_id}' = v_id::text and v_answer #> '{0,new}' = 'false';
    v_picture := nachet.get_picture(v_user, v_user, v_id);
    assert v_picture @> '{"zoom": 1.5, "nb_seeds": 3, "description": "here", "name": "first.png",
        "metadata": {"a": 1, "b": 2, "c": 3}, "device": "D", "lens": "L", "tray": "T",
        "sample": "S", "taken_at": "2026-03-13T15:00:00+00:00", "verified": true,
        "seeds": [{"seed_name": "Avena fatua"}]}', v_picture;

    -- The same again, and less, changes nothing.
    perform nachet.register_pictures(v_user, v_user, v_user, jsonb_build_array(
        c_bare, c_bare || '{"zoom": 1.5, "seed_name": "avena fatua", "metadata": {"b": 2}}'
    ));
    assert nachet.get_picture(v_user, v_user, v_id) = v_picture;
end
$test$;
