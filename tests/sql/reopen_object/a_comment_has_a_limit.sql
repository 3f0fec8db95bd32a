do $test$
declare
    r record;
    v_box_id uuid;
begin
    select * into r from test.register(1, 1);
    v_box_id := r.document #>> '{boxes,0,box_id}';
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, jsonb_build_object('comment', repeat('x', 10000)))
    );
    assert test.raises(format(
        'select nachet.reopen_object(%L, %L, %L, %L)', r.user_id, r.user_id, v_box_id,
        repeat('x', 10001)
    ), 'NX205') = '{"place": "comment"}';
    perform nachet.reopen_object(r.user_id, r.user_id, v_box_id, repeat('y', 10000));
    assert array(
        select char_length(h.value ->> 'comment')
        from jsonb_array_elements(
            nachet.get_object_history(r.user_id, r.user_id, v_box_id)
        ) as h
    ) = array[10000, 10000];
end
$test$;
