do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    c_known constant jsonb := jsonb_build_object(
        'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256', repeat('ab', 32),
        'zoom', 1.5, 'seed_name', 'Avena fatua', 'metadata', '{"a": 1, "b": 2}'::jsonb,
        'name', 'first.png', 'lens', 'L'
    );
    v_id uuid;
    v_picture jsonb;
begin
    v_id := nachet.register_pictures(v_user, v_user, v_user, jsonb_build_array(c_known))
        #>> '{0,picture_id}';
    perform nachet.confirm_pictures(v_user, v_user, array[v_id]);
    perform nachet.register_pictures(
        v_user, v_user, v_user,
        jsonb_build_array(
            c_known - 'lens' || '{"zoom": 2, "seed_name": "Brassica napus", "metadata": {"a": 3},
                "name": "second.png"}'
        ),
        '{"replace": true}'
    );
    v_picture := nachet.get_picture(v_user, v_user, v_id);
    assert v_picture @> '{"zoom": 2, "metadata": {"a": 3, "b": 2}, "name": "second.png",
        "lens": "L", "verified": true, "seeds": [{"seed_name": "Brassica napus"}]}', v_picture;
    assert jsonb_array_length(v_picture -> 'seeds') = 1;
    perform test.raises(
        format(
            'select nachet.register_pictures(%1$L, %1$L, %1$L, %2$L, %3$L)', v_user,
            jsonb_build_array(c_known), '{"overwrite": true}'
        ),
        'NX210'
    );
end
$test$;
