do $test$
declare
    r record;
    v_again jsonb;
    v_id uuid;
begin
    select * into r from test.register(2, 5);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0) || test.feedback(r.document, 1)
    );
    v_again := test.register_again(
        r.user_id, r.picture_id, test.sample_inference(3, 2)
    );
    v_id := v_again ->> 'inference_id';
    assert jsonb_path_query_array(
        nachet.list_review_queue(r.user_id, r.user_id), '$.items[*].box_id'
    ) = jsonb_build_array(v_again #> '{boxes,2,box_id}');
    assert (select p.verified from nachet.picture as p where p.id = r.picture_id);
    assert not (select i.verified from nachet.inference as i where i.id = v_id);

    assert nachet.verify_seed(r.user_id, r.user_id, v_id, test.feedback(v_again, 2))
        @> '{"inference_verified": true}';
    assert (select count(*) from nachet.verified_object) = 3;
end
$test$;
