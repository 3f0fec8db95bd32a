do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_picture constant uuid := test.add_picture(v_a);
    v_pending uuid;
begin
    v_pending := nachet.register_pictures(v_a, v_a, v_a, jsonb_build_array(jsonb_build_object(
        'media_type', 'image/png', 'extension', 'png', 'byte_size', 1, 'sha256', repeat('ab', 32)
    ))) #>> '{0,picture_id}';
    assert test.raises(
        format('select nachet.get_picture(%L, %L, %L)', v_a, v_a, v_pending), 'NX004'
    ) = jsonb_build_object('picture_id', v_pending);
    perform test.raises(
        format('select nachet.get_picture(%L, %L, %L)', v_b, v_b, v_picture), 'NX004'
    );
    perform test.raises(
        format('select nachet.get_picture(%L, %L, %L)', v_b, v_a, v_picture), 'NX002'
    );
    perform test.raises(
        format('select nachet.get_picture(%L, %L, %L)', gen_random_uuid(), v_a, v_picture), 'NX001'
    );
    perform nachet.delete_pictures(v_a, v_a, array[v_picture]);
    perform test.raises(
        format('select nachet.get_picture(%L, %L, %L)', v_a, v_a, v_picture), 'NX004'
    );
end
$test$;
