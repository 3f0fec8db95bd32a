do $test$
declare
    r record;
    v_answer jsonb;
begin
    select * into r from test.register(2, 5);
    v_answer := nachet.verify_seed(r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"label": "\n", "classId": ""}')
        || test.feedback(r.document, 1, '{"label": "«\u00A0»", "classId": " "}')
    );
    assert jsonb_path_query_array(v_answer, '$.boxes[*].act') = '["reject", "reject"]', v_answer;
end
$test$;
