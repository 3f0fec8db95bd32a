do $test$
declare
    r record;
    v_readers uuid[];
    v_box_id uuid;
    v_avena constant jsonb := '{"label": "Avena fatua", "classId": ""}';
begin
    select * into r from test.register(1, 5);
    v_box_id := (r.document #>> '{boxes,0,box_id}')::uuid;
    v_readers := test.ask_readers(r.user_id, 2, 2);
    perform test.say(v_readers[1], r.user_id, r.document, 0, v_avena);
    assert nachet.get_object_history(v_readers[2], r.user_id, v_box_id) = '[]';
    assert jsonb_array_length(nachet.get_object_history(v_readers[1], r.user_id, v_box_id)) = 1;
    assert jsonb_array_length(nachet.get_object_history(r.user_id, r.user_id, v_box_id)) = 1;
    perform test.say(v_readers[2], r.user_id, r.document, 0);
    assert nachet.get_object_history(v_readers[3], r.user_id, v_box_id) = '[]', 'disputed';
    -- Nor who has said something, and might follow the others then.
    assert jsonb_path_query_array(
        nachet.get_object_history(v_readers[2], r.user_id, v_box_id), '$[*].user_id'
    ) = jsonb_build_array(v_readers[2]);
    -- Asked anew, they see what they said themselves.
    perform nachet.reopen_object(r.user_id, r.user_id, v_box_id);
    assert jsonb_path_query_array(
        nachet.get_object_history(v_readers[2], r.user_id, v_box_id), '$[*].user_id'
    ) = jsonb_build_array(v_readers[2]);
    -- What is settled is seen by all.
    perform test.say(r.user_id, r.user_id, r.document, 0);
    assert jsonb_array_length(nachet.get_object_history(v_readers[3], r.user_id, v_box_id)) = 4;
end
$test$;
