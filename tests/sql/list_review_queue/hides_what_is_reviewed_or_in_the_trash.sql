do $test$
declare
    r record;
begin
    select * into r from test.register(2, 1);
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0));
    assert jsonb_path_query_array(
        nachet.list_review_queue(r.user_id, r.user_id), '$.items[*].box_id'
    ) = jsonb_build_array(r.document #> '{boxes,1,box_id}');
    perform nachet.delete_pictures(r.user_id, r.user_id, array[r.picture_id]);
    assert nachet.list_review_queue(r.user_id, r.user_id) = '{"items": [], "next": null}';
end
$test$;
