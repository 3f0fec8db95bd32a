do $test$
declare
    r record;
    v_other jsonb;
begin
    select * into r from test.register(1, 5);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0)
    );
    v_other := test.register_again(
        r.user_id, r.picture_id, test.sample_inference(1, 2)
    );
    perform nachet.reopen_object(
        r.user_id, r.user_id, (v_other #>> '{boxes,0,box_id}')::uuid, 'Look again'
    );
    assert not (select bool_or(i.verified) from nachet.inference as i);
    assert not (select p.verified from nachet.picture as p);
    assert (select count(*) from nachet.picture_seed) = 0;
    assert jsonb_path_query_array(
        nachet.list_review_queue(r.user_id, r.user_id), '$.items[*].state'
    ) = '["open", "open"]';
    assert jsonb_path_query_array(
        nachet.get_object_history(
            r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
        ), '$[*].act'
    ) = '["confirm", "reopen"]';

    -- Whoever looks at either decides for both.
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"label": "", "classId": ""}')
    );
    assert (select bool_and(i.verified) from nachet.inference as i);
    assert (select bool_and(not o.valid) from nachet.object as o);
end
$test$;
