do $test$
declare
    r record;
    v_added constant jsonb := '[{
        "boxId": "", "label": "Cirsium arvense", "classId": "", "comment": "Seed not Detected",
        "box": {"topX": 30, "topY": 30, "bottomX": 90, "bottomY": 95}
    }]';
    v_first jsonb;
    v_second jsonb;
    v_boxes jsonb;
begin
    select * into r from test.register(3, 5);
    v_first := nachet.verify_seed(r.user_id, r.user_id, r.inference_id, v_added) #> '{boxes,0}';
    v_second := nachet.verify_seed(r.user_id, r.user_id, r.inference_id, v_added) #> '{boxes,0}';
    assert (v_first -> 'manual_detection')::boolean;
    assert v_second -> 'box_id' = v_first -> 'box_id';
    v_boxes := nachet.get_inference(r.user_id, r.user_id, r.inference_id) -> 'boxes';
    assert jsonb_array_length(v_boxes) = 4;
    assert v_boxes #> '{3,box_id}' = v_first -> 'box_id';
    assert v_boxes #>> '{3,label}' = 'Cirsium arvense';
    assert test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)',
            r.user_id, r.user_id, r.inference_id, v_added || v_added
        ), 'NX205'
    ) ->> 'place' = 'boxes[0].box';
end
$test$;
