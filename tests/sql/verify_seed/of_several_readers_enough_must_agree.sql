do $test$
declare
    r record;
    v_readers uuid[];
    v_answer jsonb;
begin
    select * into r from test.register(2, 5);
    v_readers := test.ask_readers(r.user_id, 3, 2);
    v_answer := nachet.verify_seed(
        v_readers[1], r.user_id, r.inference_id,
        test.feedback(r.document, 0)
        || test.feedback(r.document, 1, '{"label": "", "classId": ""}')
    );
    assert jsonb_path_query_array(v_answer, '$.boxes[*].state') = '["open", "open"]', v_answer;
    assert jsonb_path_query_array(v_answer, '$.boxes[*].is_verified') = '[false, false]';
    assert jsonb_path_query_array(v_answer, '$.boxes[*].valid') = '[true, false]';
    assert not (v_answer -> 'inference_verified')::boolean;
    assert not (v_answer -> 'picture_verified')::boolean;
    assert (select count(*) from nachet_data.picture_seed) = 0;
    assert (select count(*) from nachet.verified_object) = 0;

    -- Of two who confirm at the same moment, the second one counts too.
    v_answer := nachet.verify_seed(
        v_readers[2], r.user_id, r.inference_id,
        test.feedback(r.document, 0)
        || test.feedback(r.document, 1, '{"label": "", "classId": ""}')
    );
    assert jsonb_path_query_array(v_answer, '$.boxes[*].state') = '["settled", "rejected"]';
    assert jsonb_path_query_array(v_answer, '$.boxes[*].act') = '["confirm", "reject"]';
    assert (v_answer -> 'inference_verified')::boolean;
    assert (v_answer -> 'picture_verified')::boolean;
    assert (select count(*) from nachet_data.identification) = 4, 'an identification for each word';
    assert (
        select bool_and(s.identification_id = (
            select max(d.id::text)::uuid
            from nachet_data.identification as d
            where d.specimen_id = s.id
        ))
        from nachet_data.specimen as s
    ), 'the state comes from the second word';
end
$test$;
