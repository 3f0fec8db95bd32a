do $test$
declare
    r record;
    v_detail jsonb;
begin
    select * into r from test.register(3, 5);
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"label": "Solanum nigrum", "classId": ""}')
    );
    v_detail := test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)',
            r.user_id, r.user_id, r.inference_id,
            test.feedback(r.document, 1) || test.feedback(
                r.document, 0, '{"label": "Cirsium arvense", "classId": ""}'
            )
        ), 'NX105'
    );
    assert v_detail ->> 'place' = 'boxes[1]';
    assert v_detail -> 'box_id' = r.document #> '{boxes,0,box_id}';
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)',
            r.user_id, r.user_id, r.inference_id,
            test.feedback(r.document, 0, '{"label": "", "classId": ""}')
        ), 'NX105'
    );
    assert (select count(*) from nachet_data.identification) = 1;
end
$test$;
