do $test$
declare
    r record;
    v_readers uuid[];
    v_seen jsonb;
    v_avena constant jsonb := '{"label": "Avena fatua", "classId": ""}';
begin
    select * into r from test.register(3, 5);
    -- The id of what is shown: of a guess, or of the identification that named another species.
    perform test.say(r.user_id, r.user_id, r.document, 0, v_avena);
    v_seen := test.feedback(
        r.document, 0, jsonb_build_object(
            'classId', nachet.get_inference(r.user_id, r.user_id, r.inference_id)
            #> '{boxes,0,top_id}'
        )
    );
    v_readers := test.ask_readers(r.user_id, 1, 1);
    assert nachet.verify_seed(v_readers[1], r.user_id, r.inference_id, v_seen)
        #>> '{boxes,0,act}' = 'confirm';
    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
    );
    -- Open again, and then with another species.
    for v_n in 1 .. 2 loop
        perform test.raises(
            format(
                'select nachet.verify_seed(%L, %L, %L, %L)', v_readers[2], r.user_id,
                r.inference_id, v_seen
            ), 'NX105'
        );
        perform test.say(r.user_id, r.user_id, r.document, 0);
    end loop;

    -- A guess is a species: what was said of the model's answer before somebody corrected it.
    perform test.say(r.user_id, r.user_id, r.document, 1, v_avena);
    v_seen := test.feedback(
        r.document, 1, jsonb_build_object('classId', r.document #> '{boxes,1,top_id}')
    );
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_readers[2], r.user_id, r.inference_id,
            v_seen
        ), 'NX105'
    );

    -- Where several are asked, that is an opinion; a decision that is gone is not.
    perform nachet.set_review_rule(r.user_id, r.user_id, '{"readers": 2, "agreeing": 2}');
    perform test.say(v_readers[1], r.user_id, r.document, 2, v_avena);
    v_seen := test.feedback(
        r.document, 2, jsonb_build_object(
            'classId', test.say(v_readers[2], r.user_id, r.document, 2, v_avena) -> 'top_id'
        )
    );
    assert nachet.verify_seed(v_readers[3], r.user_id, r.inference_id, v_seen)
        #>> '{boxes,0,act}' = 'confirm';
    assert test.say(
        v_readers[3], r.user_id, r.document, 2,
        jsonb_build_object('classId', r.document #> '{boxes,2,top_id}')
    ) ->> 'state' = 'disputed';
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_readers[1], r.user_id, r.inference_id,
            v_seen
        ), 'NX105'
    );
end
$test$;
