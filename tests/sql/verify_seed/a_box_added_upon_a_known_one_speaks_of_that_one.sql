do $test$
declare
    r record;
    v_avena constant jsonb := '{"label": "Avena fatua", "classId": ""}';
    v_upon jsonb := '{
        "boxId": "", "label": "Avena fatua",
        "box": {"topX": 10, "topY": 0, "bottomX": 18, "bottomY": 7}
    }';
    v_readers uuid[];
    v_answer jsonb;
begin
    select * into r from test.register(4, 5);
    perform test.say(r.user_id, r.user_id, r.document, 0, v_avena);
    v_answer := nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, jsonb_build_array(v_upon)
    ) #> '{boxes,0}';
    assert v_answer -> 'box_id' = r.document #> '{boxes,0,box_id}', 'the box of the models';
    assert v_answer -> 'manual_detection' = 'false';
    assert v_answer -> 'box' = r.document #> '{boxes,0,box}';
    assert v_answer -> 'act' = 'null', 'said before';
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
            jsonb_build_array(v_upon || '{"label": "Solanum nigrum"}')
        ), 'NX105'
    );
    assert test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
            test.feedback(r.document, 0) || v_upon
        ), 'NX205'
    ) ->> 'place' = 'boxes', 'stated twice';
    assert (select count(*) from nachet.verified_object) = 1;

    -- Unless the person says that it is another one; also when that is repeated.
    for v_n in 1 .. 2 loop
        v_answer := nachet.verify_seed(
            r.user_id, r.user_id, r.inference_id,
            jsonb_build_array(v_upon || '{"separate": true, "label": "Solanum nigrum"}')
        ) #> '{boxes,0}';
        assert v_answer -> 'manual_detection' = 'true';
        assert (select count(*) from nachet.verified_object) = 2;
    end loop;
    assert test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
            jsonb_build_array(v_upon || '{"separate": "yes"}')
        ), 'NX205'
    ) ->> 'place' = 'boxes[0].separate';

    -- Open again it is the same one. What is rejected is not, also by the same request.
    perform test.say(r.user_id, r.user_id, r.document, 1, v_avena);
    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,1,box_id}')::uuid
    );
    v_upon := v_upon || '{"box": {"topX": 20, "topY": 0, "bottomX": 28, "bottomY": 7}}';
    v_answer := nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 1, '{"label": "", "classId": ""}') || v_upon
    );
    assert v_answer #> '{boxes,1,manual_detection}' = 'true';
    assert (select count(*) from nachet.verified_object) = 3;

    -- Where several are asked it is a word as any other.
    v_readers := test.ask_readers(r.user_id, 2, 2);
    v_upon := v_upon || '{"box": {"topX": 30, "topY": 0, "bottomX": 38, "bottomY": 7}}';
    perform test.say(v_readers[1], r.user_id, r.document, 2, v_avena);
    v_answer := nachet.verify_seed(
        v_readers[2], r.user_id, r.inference_id, jsonb_build_array(v_upon)
    ) #> '{boxes,0}';
    assert v_answer ->> 'state' = 'settled', v_answer;
    v_upon := v_upon || '{"box": {"topX": 40, "topY": 0, "bottomX": 48, "bottomY": 7}}';
    perform test.say(v_readers[1], r.user_id, r.document, 3, v_avena);
    v_answer := nachet.verify_seed(
        v_readers[2], r.user_id, r.inference_id,
        jsonb_build_array(v_upon || '{"label": "Solanum nigrum"}')
    ) #> '{boxes,0}';
    assert v_answer ->> 'state' = 'disputed';
    assert v_answer -> 'box_id' = r.document #> '{boxes,3,box_id}';
end
$test$;
