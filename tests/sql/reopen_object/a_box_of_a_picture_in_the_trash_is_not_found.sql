do $test$
declare
    r record;
begin
    select * into r from test.register(1, 1);
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0));
    perform nachet.delete_pictures(r.user_id, r.user_id, array[r.picture_id]);
    assert test.raises(format(
        'select nachet.reopen_object(%L, %L, %L)', r.user_id, r.user_id,
        r.document #>> '{boxes,0,box_id}'
    ), 'NX005') = jsonb_build_object('inference_id', r.inference_id);
end
$test$;
