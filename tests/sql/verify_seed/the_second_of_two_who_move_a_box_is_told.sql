do $test$
declare
    r record;
    v_first constant jsonb := '{"box": {"topX": 1, "topY": 2, "bottomX": 30, "bottomY": 40}}';
    v_second constant jsonb := '{"box": {"topX": 5, "topY": 2, "bottomX": 30, "bottomY": 40}}';
begin
    select * into r from test.register(2, 3);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0, v_first)
    );
    assert nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0, v_first)
    ) #> '{boxes,0,act}' = 'null', 'who says the same is not told';
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
            test.feedback(r.document, 0, v_second)
        ),
        'NX105'
    );
end
$test$;
