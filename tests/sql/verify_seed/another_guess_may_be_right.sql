do $test$
declare
    r record;
    v_answer jsonb;
begin
    select * into r from test.register(3, 5);
    v_answer := nachet.verify_seed(r.user_id, r.user_id, r.inference_id, test.feedback(
        r.document, 0, jsonb_build_object(
            'label', r.document #> '{boxes,0,topN,1,label}',
            'classId', r.document #> '{boxes,0,topN,1,object_id}'
        )
    )) #> '{boxes,0}';
    assert v_answer ->> 'act' = 'correct';
    assert v_answer -> 'top_id' = r.document #> '{boxes,0,topN,1,object_id}';
    assert v_answer -> 'label' = r.document #> '{boxes,0,topN,1,label}';
end
$test$;
