do $test$
declare
    r record;
    v_again jsonb;
    v_id uuid;
    v_readers uuid[];
    v_answer jsonb;
    v_avena constant jsonb := '{"label": "Avena fatua", "classId": ""}';
begin
    select * into r from test.register(3, 5);
    -- Moved in one inference, added a little beside in another one.
    perform test.say(
        r.user_id, r.user_id, r.document, 0,
        v_avena || '{"box": {"topX": 500, "topY": 500, "bottomX": 550, "bottomY": 560}}'
    );
    v_again := test.register_again(r.user_id, r.picture_id, test.sample_inference(0, 0));
    v_id := v_again ->> 'inference_id';
    v_answer := nachet.verify_seed(
        r.user_id, r.user_id, v_id,
        '[{
            "label": "Avena fatua",
            "box": {"topX": 502, "topY": 500, "bottomX": 552, "bottomY": 560}
        }]', '{"inference": true}'
    );
    assert v_answer #> '{boxes,0,act}' <> 'null';
    assert v_answer #> '{boxes,0,box}' = v_answer #> '{inference,boxes,0,box}', v_answer;
    assert v_answer #> '{boxes,0,box,topX}' = '500';
    -- What was said is kept as it was said.
    assert (
        select count(*) = 1
        from nachet_data.identification as d
        inner join nachet_data.object as o on d.object_id = o.id
        where d.top_x = 502 and o.top_x = 502
    );

    -- Where the last of those who agree moved it.
    v_readers := test.ask_readers(r.user_id, 2, 2);
    perform test.say(
        v_readers[1], r.user_id, r.document, 1,
        v_avena || '{"box": {"topX": 21, "topY": 0, "bottomX": 28, "bottomY": 8}}'
    );
    v_answer := nachet.verify_seed(
        v_readers[2], r.user_id, r.inference_id, test.feedback(r.document, 1, v_avena),
        '{"inference": true}'
    );
    assert v_answer #>> '{boxes,0,state}' = 'settled';
    assert v_answer #> '{boxes,0,box,topX}' = '21', v_answer;
    assert v_answer #> '{boxes,0,box}' = v_answer #> '{inference,boxes,1,box}';
    v_answer := nachet.verify_seed(
        v_readers[3], r.user_id, r.inference_id, test.feedback(r.document, 1, v_avena),
        '{"inference": true}'
    );
    assert v_answer #>> '{boxes,0,act}' = 'confirm';
    assert v_answer #> '{boxes,0,box}' = v_answer #> '{inference,boxes,1,box}';
end
$test$;
