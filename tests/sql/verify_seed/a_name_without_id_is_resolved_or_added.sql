do $test$
declare
    r record;
    v_answer jsonb;
begin
    select * into r from test.register(3, 5);
    v_answer := nachet.verify_seed(r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"label": "solanum  NIGRUM", "classId": ""}')
        || test.feedback(r.document, 1, '{"label": "\"Avena fatua\"", "classId": ""}')
    );
    assert v_answer #>> '{boxes,0,label}' = 'Solanum nigrum';
    assert v_answer #> '{boxes,0,new_species}' = 'false';
    assert v_answer #>> '{boxes,1,label}' = 'Avena fatua';
    assert v_answer #> '{boxes,1,new_species}' = 'true';
end
$test$;
