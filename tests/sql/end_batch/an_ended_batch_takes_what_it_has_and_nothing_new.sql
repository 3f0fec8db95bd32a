do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_batch constant uuid := nachet.begin_batch(v_user, v_user, v_user) ->> 'batch_id';
    c_known constant jsonb := jsonb_build_object(
        'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256', repeat('aa', 32),
        'name', 'a.png'
    );
    v_ended jsonb;
    v_detail jsonb;
begin
    perform nachet.register_pictures(
        v_user, v_user, v_user, jsonb_build_array(c_known),
        jsonb_build_object('batch_id', v_batch)
    );
    v_ended := nachet.end_batch(v_user, v_user, v_batch);
    assert v_ended ->> 'ended_at' is not null and v_ended @> '{"pending": 1}';
    perform test.set_now(now() + interval '1 hour');
    assert nachet.end_batch(v_user, v_user, v_batch) = v_ended;
    perform nachet.register_pictures(
        v_user, v_user, v_user, jsonb_build_array(c_known),
        jsonb_build_object('batch_id', v_batch)
    );
    v_detail := test.raises(
        format(
            'select nachet.register_pictures(%1$L, %1$L, %1$L, %2$L, %3$L)', v_user,
            jsonb_build_array(c_known, c_known || '{"name": "b.png"}'),
            jsonb_build_object('batch_id', v_batch)
        ),
        'NX151'
    );
    assert v_detail ->> 'place' = 'pictures[1]';
    perform test.raises(
        format('select nachet.end_batch(%1$L, %1$L, %2$L)', v_user, gen_random_uuid()), 'NX050'
    );
end
$test$;
