do $test$
declare
    r record;
    v_sent jsonb := test.sample_inference(6, 2);
    v_answer jsonb;
begin
    select * into r from test.register(0, 0);
    v_sent := jsonb_set(v_sent, '{boxes,0,object_type_id}', '2');
    v_sent := jsonb_set(v_sent, '{boxes,1,object_type_id}', '99');
    v_sent := jsonb_set(v_sent, '{boxes,2,object_type_id}', '"2"');
    v_sent := jsonb_set(v_sent, '{boxes,3,object_type_id}', 'null');
    v_sent := jsonb_set(v_sent, '{boxes,4,object_type_id}', '1');
    v_answer := test.register_again(r.user_id, r.picture_id, v_sent);
    assert jsonb_path_query_array(v_answer, '$.boxes[*].object_type_id') = '[2, 1, 1, 1, 1, 1]';
    assert (
        select array_agg(o.type_id order by (o.box_metadata #>> '{box,topX}')::numeric)
        from nachet.object as o
    ) = array[2, 1, 1, 1, 1, 1]::smallint[];
    assert jsonb_path_query_array(
        nachet.get_inference(r.user_id, r.user_id, (v_answer ->> 'inference_id')::uuid),
        '$.boxes[*].object_type_id'
    ) = '[2, 1, 1, 1, 1, 1]';
    -- What nobody says otherwise, the model said.
    perform nachet.verify_seed(
        r.user_id, r.user_id, (v_answer ->> 'inference_id')::uuid,
        test.feedback(v_answer, 0, '{"label": "", "classId": ""}') || test.feedback(v_answer, 1)
    );
    assert (
        select array_agg(s.type_id order by s.top_x) from nachet.specimen as s
    ) = array[2, 1]::smallint[];
end
$test$;
