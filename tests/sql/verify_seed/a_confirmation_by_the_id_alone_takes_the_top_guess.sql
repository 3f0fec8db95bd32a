do $test$
declare
    r record;
    v_answer jsonb;
    v_box jsonb;
begin
    select * into r from test.register(3, 5);
    v_answer := nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0)
    ) #> '{boxes,0}';
    assert v_answer ->> 'act' = 'confirm';
    assert v_answer -> 'top_id' = r.document #> '{boxes,0,top_id}';
    v_box := nachet.get_inference(r.user_id, r.user_id, r.inference_id) #> '{boxes,0}';
    assert v_box -> 'is_verified' = 'true';
    assert v_box -> 'score' = '1';
    assert v_box -> 'label' = v_answer -> 'label';
    assert v_box -> 'topN' = r.document #> '{boxes,0,topN}';
end
$test$;
