do $test$
declare
    r record;
    v_readers uuid[];
    v_answer jsonb;
    v_box jsonb;
begin
    select * into r from test.register(1, 5);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    v_answer := nachet.verify_seed(
        v_readers[1], r.user_id, r.inference_id,
        '[{
            "label": "Avena fatua",
            "box": {"topX": 500, "topY": 500, "bottomX": 550, "bottomY": 560}
        }]'
    );
    assert v_answer #>> '{boxes,0,state}' = 'open';
    assert v_answer #>> '{boxes,0,act}' = 'add';
    v_box := jsonb_build_object('boxes', v_answer -> 'boxes', 'inference_id', r.inference_id);
    assert test.say(v_readers[1], r.user_id, v_box, 0) ->> 'act' is null;
    -- The second reader is not told the species.
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_readers[2], r.user_id, r.inference_id,
            test.feedback(v_box, 0)
        ), 'NX007'
    );
    -- Nor by the id of what the first one said.
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_readers[2], r.user_id, r.inference_id,
            test.feedback(
                v_box, 0, jsonb_build_object(
                    'classId', v_answer #> '{boxes,0,identification_id}'
                )
            )
        ), 'NX007'
    );
    assert test.say(v_readers[2], r.user_id, v_box, 0, '{"label": "Avena fatua"}') ->> 'state'
        = 'settled';
    assert (select count(*) from nachet_data.specimen) = 1;
    -- What one added and another one rejects is disputed.
    v_answer := nachet.verify_seed(
        v_readers[1], r.user_id, r.inference_id,
        '[{
            "label": "Avena fatua",
            "box": {"topX": 600, "topY": 600, "bottomX": 650, "bottomY": 660}
        }]'
    );
    v_box := jsonb_build_object('boxes', v_answer -> 'boxes', 'inference_id', r.inference_id);
    assert test.say(v_readers[2], r.user_id, v_box, 0, '{"label": "", "classId": ""}') ->> 'state'
        = 'disputed';
end
$test$;
