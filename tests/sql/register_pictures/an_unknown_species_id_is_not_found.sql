do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
begin
    perform test.raises(format(
        'select nachet.register_pictures(%L, %L, %L, %L)', v_user, v_user, v_user,
        jsonb_build_array(
            jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256',
                repeat('ab', 32), 'width', 4, 'height', 3
            ) || jsonb_build_object('seed_id', gen_random_uuid())
        )
    ), 'NX007');
end
$test$;
