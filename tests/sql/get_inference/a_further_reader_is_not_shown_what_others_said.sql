do $test$
declare
    r record;
    v_readers uuid[];
    v_before jsonb;
    v_read jsonb;
    v_avena constant jsonb := '{"label": "Avena fatua", "classId": ""}';
    v_moved constant jsonb := '{"topX": 11, "topY": 2, "bottomX": 19, "bottomY": 9}';
begin
    select * into r from test.register(4, 5);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    -- As it reads once anything was said of it.
    perform test.say(r.user_id, r.user_id, r.document, 3);
    v_before := nachet.get_inference(v_readers[2], r.user_id, r.inference_id);
    perform test.say(
        v_readers[1], r.user_id, r.document, 0, v_avena || jsonb_build_object('box', v_moved)
    );
    perform test.say(v_readers[1], r.user_id, r.document, 1, '{"label": "", "classId": ""}');
    perform test.say(v_readers[1], r.user_id, r.document, 2);
    assert nachet.get_inference(v_readers[2], r.user_id, r.inference_id) = v_before;
    assert nachet.get_inference(
        v_readers[2], r.user_id, r.inference_id, '{"include_rejected": true}'
    ) = v_before;
    assert nachet.get_picture_inference(r.user_id, r.user_id, r.picture_id) = v_before;

    -- Each person reads what they said.
    v_read := nachet.get_inference(v_readers[1], r.user_id, r.inference_id);
    assert v_read #>> '{boxes,0,label}' = 'Avena fatua';
    assert v_read #> '{boxes,0,box}' = v_moved;
    assert v_read #> '{boxes,0,is_verified}' = 'false';
    assert jsonb_array_length(v_read -> 'boxes') = 3 and v_read -> 'totalBoxes' = '3';
    assert v_read #> '{boxes,1}' = v_before #> '{boxes,2}';
    -- So a confirmation of all that they read changes nothing.
    assert jsonb_path_query_array(
        nachet.verify_seed(
            v_readers[1], r.user_id, r.inference_id, (
                select jsonb_agg(
                    jsonb_build_object('boxId', b.value -> 'box_id', 'box', b.value -> 'box')
                )
                from jsonb_array_elements(v_read -> 'boxes') as b
                where b.value -> 'is_verified' = 'false'
            )
        ),
        '$.boxes[*].act'
    ) = '[null, null]';

    -- Disputed neither.
    perform test.say(v_readers[2], r.user_id, r.document, 0);
    assert nachet.get_inference(v_readers[3], r.user_id, r.inference_id) = v_before;
    -- What is settled is read by all.
    perform test.say(v_readers[2], r.user_id, r.document, 0, v_avena);
    v_read := nachet.get_inference(v_readers[3], r.user_id, r.inference_id);
    assert v_read #>> '{boxes,0,label}' = 'Avena fatua';
    assert v_read #> '{boxes,0,is_verified}' = 'true';
    assert v_read #> '{boxes,0,box}' = v_moved;
end
$test$;
