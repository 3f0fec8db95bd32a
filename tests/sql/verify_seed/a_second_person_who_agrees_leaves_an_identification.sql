do $test$
declare
    v_other constant uuid := test.add_user('other@example.org');
    v_group constant uuid := test.add_group(v_other, 'Readers', 'write');
    r record;
    v_answer jsonb;
    v_history jsonb;
begin
    select * into r from test.register(2, 5);
    perform test.add_member(v_other, v_group, r.user_id);
    perform nachet.share_container(r.user_id, r.user_id, v_group);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"label": "Avena fatua", "classId": ""}')
        || test.feedback(r.document, 1, '{"label": "", "classId": ""}')
    );
    -- Twice: nobody counts twice.
    for v_n in 1 .. 2 loop
        v_answer := nachet.verify_seed(
            v_other, r.user_id, r.inference_id,
            test.feedback(r.document, 0)
            || test.feedback(r.document, 1, '{"label": "", "classId": ""}')
        );
        assert jsonb_path_query_array(v_answer, '$.boxes[*].act')
            = case when v_n = 1 then '["confirm", "reject"]' else '[null, null]' end::jsonb;
    end loop;
    assert v_answer #>> '{boxes,0,label}' = 'Avena fatua', 'what is shown is what is confirmed';

    v_history := nachet.get_object_history(
        v_other, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
    );
    assert jsonb_path_query_array(v_history, '$[*].email')
        = jsonb_build_array(v_history #> '{0,email}', 'other@example.org');
    assert v_history #>> '{1,after,label}' = 'Avena fatua';
    assert (
        select s.identification_id = (v_history #>> '{0,identification_id}')::uuid
        from nachet.specimen as s
        where s.state = 'settled'
    ), 'the first person decided';
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_other, r.user_id, r.inference_id,
            test.feedback(r.document, 0, '{"label": "Solanum nigrum", "classId": ""}')
        ), 'NX105'
    );
end
$test$;
