do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := nachet.create_picture_set(
        v_user, v_user, jsonb_build_object('metadata', jsonb_build_object('a', repeat('x', 60000)))
    ) ->> 'picture_set_id';
begin
    assert test.raises(
        format(
            'select nachet.update_picture_set(%1$L, %1$L, %2$L, %3$L)', v_user, v_id,
            jsonb_build_object('metadata', jsonb_build_object('b', repeat('x', 60000)))
        ),
        'NX210'
    ) ->> 'option' = 'metadata';
    perform nachet.update_picture_set(v_user, v_user, v_id, jsonb_build_object(
        'metadata', jsonb_build_object('a', null, 'b', repeat('x', 60000))
    ));
end
$test$;
