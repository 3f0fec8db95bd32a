do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_bytes constant jsonb := jsonb_build_object('sha256', repeat('ab', 32));
    v_set uuid;
    v_other uuid;
    v_pictures uuid[];
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "a"}') ->> 'picture_set_id';
    v_other := nachet.create_picture_set(v_user, v_user, '{"name": "b"}') ->> 'picture_set_id';
    v_pictures := array[
        test.add_picture(v_user, v_set, v_bytes), test.add_picture(v_user, v_other, v_bytes)
    ];
    perform test.raises(
        format('select nachet.move_pictures(%1$L, %1$L, %2$L, %1$L)', v_user, v_pictures), 'NX112'
    );
end
$test$;
