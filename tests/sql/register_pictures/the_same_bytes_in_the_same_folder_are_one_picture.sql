do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_first jsonb;
    v_second jsonb;
begin
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
        v_user, v_user, v_user,
        jsonb_build_array(
            jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256',
                repeat('ab', 32), 'width', 4, 'height', 3
            ),
            jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256',
                repeat('ab', 32), 'width', 4, 'height', 3
            )
        )
    );
    assert v_second #> '{0,picture_id}' = v_first #> '{0,picture_id}';
    assert v_second #> '{1,picture_id}' = v_first #> '{0,picture_id}';
    assert v_second #> '{0,new}' = 'false';
    assert (select count(*) from nachet_data.picture) = 1;
end
$test$;
