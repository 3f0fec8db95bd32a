do $test$
declare
    r record;
    v_object uuid;
    v_history jsonb;
begin
    select * into r from test.register(1, 2);
    v_object := r.document #>> '{boxes,0,box_id}';
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0));
    assert (nachet.get_picture(r.user_id, r.user_id, r.picture_id) -> 'verified')::boolean;
    perform nachet.reopen_object(r.user_id, r.user_id, v_object, 'not sure');
    assert not (nachet.get_picture(r.user_id, r.user_id, r.picture_id) -> 'verified')::boolean;
    assert nachet.get_picture(r.user_id, r.user_id, r.picture_id) -> 'seeds' = '[]';
    assert nachet.get_inference(
        r.user_id, r.user_id, r.inference_id
    ) #> '{boxes,0,is_verified}' = 'false';
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"label": "Solanum nigrum", "classId": ""}')
    );
    v_history := nachet.get_object_history(r.user_id, r.user_id, v_object);
    assert (select array_agg(h.value ->> 'act' order by h.ordinality)
        from jsonb_array_elements(v_history) with ordinality as h)
        = array['confirm', 'reopen', 'correct'];
    assert v_history #>> '{1,comment}' = 'not sure';
    assert v_history #>> '{2,after,label}' = 'Solanum nigrum';
end
$test$;
