do $test$
declare
    r record;
begin
    select * into r from test.register(2, 1);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"label": "", "classId": ""}')
    );
    assert jsonb_array_length(
        nachet.get_picture_inference(r.user_id, r.user_id, r.picture_id) -> 'boxes'
    ) = 1;
    assert nachet.get_picture_inference(
        r.user_id, r.user_id, r.picture_id, '{"include_rejected": true}'
    ) = nachet.get_inference(
        r.user_id, r.user_id, r.inference_id, '{"include_rejected": true}'
    );
    perform test.raises(format(
        'select nachet.get_picture_inference(%L, %L, %L, %L)', r.user_id, r.user_id, r.picture_id,
        '{"limit": 1}'
    ), 'NX210');
end
$test$;
