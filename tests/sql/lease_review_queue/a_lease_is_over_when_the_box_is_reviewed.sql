do $test$
declare
    r record;
    v_readers uuid[];
    v_box jsonb;
begin
    select * into r from test.register(1, 2);
    v_box := jsonb_build_array(r.document #> '{boxes,0,box_id}');
    v_readers := test.ask_readers(r.user_id, 1, 1);
    perform nachet.lease_review_queue(v_readers[1], r.user_id, '{"lease": 3600}');
    -- Also by another person.
    perform test.say(v_readers[2], r.user_id, r.document, 0);
    assert (select count(*) from nachet_data.review_lease) = 0;
    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
    );
    assert jsonb_path_query_array(
        nachet.lease_review_queue(v_readers[2], r.user_id), '$.items[*].box_id'
    ) = v_box;

    -- Of two who are asked, each has it until they have said something; a third one never.
    perform nachet.set_review_rule(r.user_id, r.user_id, '{"readers": 2, "agreeing": 2}');
    assert jsonb_path_query_array(
        nachet.lease_review_queue(v_readers[1], r.user_id), '$.items[*].box_id'
    ) = v_box;
    assert nachet.lease_review_queue(v_readers[3], r.user_id) -> 'items' = '[]';
    perform test.say(v_readers[1], r.user_id, r.document, 0);
    assert (
        select array_agg(l.user_id) = array[v_readers[2]] from nachet_data.review_lease as l
    );
    assert nachet.lease_review_queue(v_readers[3], r.user_id) -> 'items' = '[]';
    assert nachet.lease_review_queue(v_readers[1], r.user_id) -> 'items' = '[]';
    assert jsonb_path_query_array(
        nachet.lease_review_queue(v_readers[2], r.user_id), '$.items[*].box_id'
    ) = v_box;
end
$test$;
