do $test$
declare
    r record;
    v_answer jsonb;
    v_act jsonb;
begin
    select * into r from test.register(3, 5);
    v_answer := nachet.verify_seed(r.user_id, r.user_id, r.inference_id, test.feedback(
        r.document, 0, jsonb_build_object(
            'label', r.document #> '{boxes,0,label}',
            'classId', r.document #> '{boxes,0,top_id}',
            'box', r.document #> '{boxes,0,box}',
            'comment', 'sure'
        )
    )) #> '{boxes,0}';
    assert v_answer ->> 'act' = 'confirm', v_answer;
    assert v_answer -> 'valid' = 'true';
    assert v_answer -> 'top_id' = r.document #> '{boxes,0,top_id}';
    v_act := nachet.get_object_history(r.user_id, r.user_id, (v_answer ->> 'box_id')::uuid) -> 0;
    assert v_act ->> 'comment' = 'sure';
    assert v_act #> '{before,box}' = v_act #> '{after,box}';
end
$test$;
