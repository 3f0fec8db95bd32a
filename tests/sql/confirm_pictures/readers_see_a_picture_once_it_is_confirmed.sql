do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture uuid;
begin
    v_picture := nachet.register_pictures(
        v_user, v_user, v_user,
        jsonb_build_array(
            jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256',
                repeat('ab', 32), 'width', 4, 'height', 3
            )
        )
    ) #>> '{0,picture_id}';
    perform test.raises(
        format('select nachet.get_picture(%L, %L, %L)', v_user, v_user, v_picture), 'NX004'
    );
    perform nachet.confirm_pictures(v_user, v_user, array[v_picture]);
    perform nachet.confirm_pictures(v_user, v_user, array[v_picture]);
    assert nachet.get_picture(v_user, v_user, v_picture) ->> 'picture_id' = v_picture::text;
end
$test$;
