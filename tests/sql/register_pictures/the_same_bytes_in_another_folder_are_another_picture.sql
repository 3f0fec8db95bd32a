do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set uuid;
    v_first jsonb;
    v_second jsonb;
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "other"}') ->> 'picture_set_id';
    v_first := nachet.register_pictures(
        v_user, v_user, v_user,
        jsonb_build_array(
            jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256',
                repeat('ab', 32), 'width', 4, 'height', 3
            )
        )
    );
    v_second := nachet.register_pictures(
        v_user, v_user, v_set,
        jsonb_build_array(
            jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256',
                repeat('ab', 32), 'width', 4, 'height', 3
            )
        )
    );
    assert v_second #> '{0,picture_id}' <> v_first #> '{0,picture_id}';
end
$test$;
