do $test$
declare
    r record;
    v_answer jsonb;
begin
    select * into r from test.register(3, 5);
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"label": "Solanum nigrum", "classId": ""}')
    );
    v_answer := nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0)
    ) #> '{boxes,0}';
    assert v_answer ->> 'label' = 'Solanum nigrum';
    assert v_answer -> 'act' = 'null';
    assert jsonb_array_length(
        nachet.get_object_history(r.user_id, r.user_id, (v_answer ->> 'box_id')::uuid)
    ) = 1;
end
$test$;
