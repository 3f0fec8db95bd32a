do $test$
declare
    r record;
    v_readers uuid[];
    v_moved constant jsonb := '{"topX": 11, "topY": 2, "bottomX": 19, "bottomY": 9}';
begin
    select * into r from test.register(2, 5);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    perform test.say(
        v_readers[1], r.user_id, r.document, 0, jsonb_build_object('box', v_moved)
    );
    -- Until it is settled, it stays where the model saw it.
    assert (
        select (s.top_x, s.top_y, s.bottom_x, s.bottom_y) = (10, 0, 18, 8) and not s.moved
        from nachet_data.specimen as s
    );
    assert test.say(v_readers[2], r.user_id, r.document, 0) ->> 'state' = 'settled';
    assert (
        select (s.top_x, s.top_y, s.bottom_x, s.bottom_y) = (11, 2, 19, 9) and s.moved
        from nachet_data.specimen as s
    );
    -- The move of one who was not right about the species does not count.
    perform test.say(
        v_readers[1], r.user_id, r.document, 1,
        '{"label": "Avena fatua", "box": {"topX": 21, "topY": 2, "bottomX": 29, "bottomY": 9}}'
    );
    perform test.say(v_readers[2], r.user_id, r.document, 1);
    assert test.say(v_readers[3], r.user_id, r.document, 1) ->> 'state' = 'settled';
    assert (
        select not s.moved and s.top_x = 20
        from nachet_data.specimen as s
        order by s.id desc
        limit 1
    );
    -- What is settled is moved by who may decide alone.
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_readers[2], r.user_id, r.inference_id,
            test.feedback(r.document, 0, jsonb_build_object('box', v_moved || '{"topX": 9}'))
        ), 'NX105'
    );
    assert test.say(
        r.user_id, r.user_id, r.document, 0,
        '{"box": {"topX": 10, "topY": 0, "bottomX": 18, "bottomY": 8}}'
    ) ->> 'state' = 'settled';
    assert (
        select s.top_x = 10 and s.bottom_y = 8
        from nachet_data.specimen as s
        order by s.id
        limit 1
    );
end
$test$;
