do $test$
declare
    r record;
begin
    select * into r from test.register(3, 5);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 1, '{"label": "", "classId": ""}')
    );
    assert jsonb_array_length(
        nachet.get_inference(r.user_id, r.user_id, r.inference_id) -> 'boxes'
    ) = 2;
    assert nachet.get_inference(
        r.user_id, r.user_id, r.inference_id, '{"include_rejected": true}'
    ) #> '{boxes,1}'
        = r.document #> '{boxes,1}' || '{"is_verified": false, "is_rejected": true}';
end
$test$;
