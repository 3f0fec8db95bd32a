do $test$
declare
    r record;
    v_feedback jsonb;
begin
    select * into r from test.register(1, 2);
    v_feedback := test.feedback(r.document, 0, '{"label": "Avena fatua", "box": {
        "topX": 11.12345678901234567890, "topY": 1, "bottomX": 12, "bottomY": 1.9999999999999999999
    }}');
    perform set_config('extra_float_digits', '-15', true);
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, v_feedback);
    assert nachet.verify_seed(r.user_id, r.user_id, r.inference_id, v_feedback)
        #> '{boxes,0,act}' = 'null';
end
$test$;
