do $test$
declare
    r record;
    v_answer jsonb;
begin
    select * into r from test.register(2, 1);
    v_answer := nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0), '{"inference": true}'
    );
    assert v_answer #> '{inference,boxes,0,is_verified}' = 'true';
    assert v_answer -> 'inference' = nachet.get_inference(r.user_id, r.user_id, r.inference_id);
    v_answer := nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 1), '{"inference": false}'
    );
    assert not v_answer ? 'inference';
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
            test.feedback(r.document, 1), '{"inference": 1}'
        ), 'NX210'
    );
end
$test$;
