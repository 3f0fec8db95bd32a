do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_answer jsonb;
begin
    v_answer := nachet.register_pictures(
        v_user, v_user, v_user,
        jsonb_build_array(
            jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256',
                repeat('ab', 32), 'width', 4, 'height', 3
            )
        )
    ) #> '{0}';
    assert v_answer ->> 'state' = 'pending';
    assert (v_answer -> 'new')::boolean;
    assert v_answer ->> 'container_name' = 'user-' || v_user;
    assert v_answer ->> 'blob_name' = v_user || '/' || (v_answer ->> 'picture_id') || '.png';
end
$test$;
