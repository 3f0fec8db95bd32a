do $test$
declare
    r record;
    v_readers uuid[];
    v_answer jsonb;
    v_id text;
    v_avena constant jsonb := '{"label": "Avena fatua", "classId": ""}';
begin
    select * into r from test.register(2, 5);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    assert test.say(v_readers[1], r.user_id, r.document, 0) ->> 'act' = 'confirm';
    v_answer := test.say(v_readers[1], r.user_id, r.document, 0);
    assert v_answer ->> 'act' is null, 'a repeat is no further word';
    assert v_answer ->> 'state' = 'open';
    -- Another word takes the place of the first one.
    v_answer := test.say(v_readers[1], r.user_id, r.document, 0, v_avena);
    assert v_answer ->> 'act' = 'correct' and v_answer ->> 'state' = 'open';
    v_id := v_answer ->> 'identification_id';
    assert v_answer ->> 'top_id' = v_id;
    -- A plain confirmation is of what one has said.
    v_answer := test.say(v_readers[1], r.user_id, r.document, 0);
    assert v_answer ->> 'act' is null and v_answer ->> 'label' = 'Avena fatua';
    assert v_answer ->> 'top_id' = v_id, 'a repeat has no identification of its own';
    v_answer := test.say(v_readers[1], r.user_id, r.document, 0, '{"qualifier": "cf."}');
    assert v_answer ->> 'top_id' = v_answer ->> 'identification_id', 'a doubt has';
    assert test.say(v_readers[2], r.user_id, r.document, 0, v_avena) ->> 'state' = 'settled';

    perform test.say(v_readers[1], r.user_id, r.document, 1, '{"label": "", "classId": ""}');
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_readers[1], r.user_id, r.inference_id,
            test.feedback(r.document, 1)
        ), 'NX105'
    );
    perform test.say(v_readers[2], r.user_id, r.document, 1);
    assert test.say(
        v_readers[1], r.user_id, r.document, 1,
        jsonb_build_object('classId', r.document #>> '{boxes,1,top_id}')
    ) ->> 'state' = 'settled';
end
$test$;
