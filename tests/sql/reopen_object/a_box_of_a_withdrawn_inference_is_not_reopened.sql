do $test$
declare
    r record;
    v_box uuid;
begin
    select * into r from test.register(1, 1);
    v_box := r.document #>> '{boxes,0,box_id}';
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0));
    perform nachet.withdraw_inference(r.user_id, r.user_id, r.inference_id);
    assert test.raises(
        format('select nachet.reopen_object(%L, %L, %L)', r.user_id, r.user_id, v_box), 'NX168'
    ) = jsonb_build_object('inference_id', r.inference_id);
    perform nachet.reinstate_inference(r.user_id, r.user_id, r.inference_id);
    perform nachet.reopen_object(r.user_id, r.user_id, v_box);
end
$test$;
