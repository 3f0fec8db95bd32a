do $test$
declare
    r record;
    v_readers uuid[];
begin
    select * into r from test.register(1, 2);
    v_readers := test.ask_readers(r.user_id, 1, 1);
    perform test.register_again(r.user_id, r.picture_id, test.sample_inference(1, 2));
    perform test.say(r.user_id, r.user_id, r.document, 0);
    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
    );
    assert jsonb_array_length(
        nachet.lease_review_queue(v_readers[1], r.user_id, '{"limit": 1}') -> 'items'
    ) = 1;
    assert nachet.lease_review_queue(v_readers[2], r.user_id) -> 'items' = '[]';
end
$test$;
