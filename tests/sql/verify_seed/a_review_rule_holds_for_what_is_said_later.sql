do $test$
declare
    r record;
    v_readers uuid[];
    v_avena constant jsonb := '{"label": "Avena fatua", "classId": ""}';
begin
    select * into r from test.register(3, 5);
    v_readers := test.ask_readers(r.user_id, 1, 1);
    -- One reader was enough.
    assert test.say(v_readers[1], r.user_id, r.document, 0) ->> 'state' = 'settled';
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
            test.feedback(r.document, 0, v_avena)
        ), 'NX105'
    );
    perform nachet.set_review_rule(r.user_id, r.user_id, '{"readers": 2, "agreeing": 2}');
    assert (select s.state = 'settled' from nachet_data.specimen as s);
    assert test.say(v_readers[2], r.user_id, r.document, 0, v_avena) ->> 'state' = 'disputed';
    -- Two were asked.
    assert test.say(v_readers[1], r.user_id, r.document, 1) ->> 'state' = 'open';
    assert test.say(v_readers[1], r.user_id, r.document, 2) ->> 'state' = 'open';
    perform nachet.set_review_rule(r.user_id, r.user_id, '{"readers": 1, "agreeing": 1}');
    assert (select count(*) = 2 from nachet_data.specimen as s where s.state = 'open');
    assert test.say(v_readers[2], r.user_id, r.document, 1, v_avena) ->> 'state' = 'settled';
    assert test.say(v_readers[1], r.user_id, r.document, 2) ->> 'act' = 'confirm';
    assert test.say(v_readers[1], r.user_id, r.document, 0) ->> 'state' = 'settled';
    assert (
        select bool_and(i.verified) from nachet_data.inference as i where i.id = r.inference_id
    );
end
$test$;
