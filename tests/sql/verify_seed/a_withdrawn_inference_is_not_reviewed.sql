do $test$
declare
    r record;
    v_id jsonb;
begin
    select * into r from test.register(2, 2);
    v_id := jsonb_build_object('inference_id', r.inference_id);
    perform nachet.withdraw_inference(r.user_id, r.user_id, r.inference_id);
    assert test.raises(format(
        'select nachet.verify_seed(%L, %L, %L, %L)',
        r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 1)
    ), 'NX168') = v_id;
    assert test.raises(format(
        'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id, '[]'
    ), 'NX168') = v_id;
    perform nachet.reinstate_inference(r.user_id, r.user_id, r.inference_id);
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 1));
end
$test$;
