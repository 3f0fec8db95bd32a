do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set uuid;
    v_detail jsonb;
    v_pictures uuid[] := '{}';
    v_folder uuid;
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "other"}') ->> 'picture_set_id';
    foreach v_folder in array array[v_user, v_set] loop
        v_pictures := v_pictures || (
            nachet.register_pictures(
                v_user, v_user, v_folder,
                jsonb_build_array(
                    jsonb_build_object(
                        'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256',
                        repeat('ab', 32), 'width', 4, 'height', 3
                    )
                )
            ) #>> '{0,picture_id}'
        )::uuid;
    end loop;
    perform nachet.confirm_pictures(v_user, v_user, v_pictures);
    v_detail := test.raises(format(
        'select nachet.move_pictures(%L, %L, array[%L::uuid], %L)', v_user, v_user, v_pictures[1],
        v_set
    ), 'NX112');
    assert v_detail ->> 'same_bytes' = v_pictures[2]::text;
end
$test$;
