do $test$
declare
    v_other constant uuid := test.add_user('other@example.org');
    v_group constant uuid := test.add_group(v_other, 'Readers', 'write');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    r record;
    v_wheat uuid;
    v_boxes jsonb;
    v_answer jsonb;
    v_wrong text;
begin
    v_wheat := nachet.register_seed(v_admin, 'Triticum aestivum', '{"object_type_id": 3}')
        ->> 'seed_id';
    select * into r from test.register(4, 5);
    perform test.add_member(v_other, v_group, r.user_id);
    perform nachet.share_container(r.user_id, r.user_id, v_group);
    v_boxes := test.feedback(
        r.document, 0, '{"label": "", "classId": "", "objectTypeId": 2, "comment": "a stone"}'
    )
    || test.feedback(r.document, 1, jsonb_build_object('classId', v_wheat))
    || test.feedback(r.document, 2, '{"objectTypeId": 3}')
    || test.feedback(r.document, 3, '{"label": "Avena fatua", "objectTypeId": null}');
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, v_boxes);
    assert (
        select array_agg((s.state, s.type_id)::text order by s.top_x) from nachet.specimen as s
    ) = array['(rejected,2)', '(settled,3)', '(settled,3)', '(settled,1)'],
        'what was said, otherwise the kind of the species';
    assert (
        select array_agg(d.type_id order by d.top_x) from nachet.identification as d
    ) = array[2, null, 3, null]::smallint[];
    assert (
        select array_agg(v.object_type_id order by v.top_x) from nachet.verified_object as v
    ) = array[3, 3, 1]::smallint[];
    assert jsonb_path_query_array(
        nachet.get_object_history(
            r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
        ), '$[*].object_type_id'
    ) = '[2]';

    -- Repeated, it is no new act; a second person agrees, but not on another kind.
    v_answer := nachet.verify_seed(r.user_id, r.user_id, r.inference_id, v_boxes);
    assert jsonb_path_query_array(v_answer, '$.boxes[*].act') = '[null, null, null, null]';
    v_answer := nachet.verify_seed(v_other, r.user_id, r.inference_id, v_boxes);
    assert jsonb_path_query_array(v_answer, '$.boxes[*].act')
        = '["reject", "confirm", "confirm", "confirm"]';
    assert test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_other, r.user_id, r.inference_id,
            test.feedback(r.document, 3) || test.feedback(r.document, 2, '{"objectTypeId": 4}')
        ), 'NX105'
    ) = jsonb_build_object(
        'place', 'boxes[1].objectTypeId', 'box_id', r.document #> '{boxes,2,box_id}',
        'object_type_id', 3
    );
    -- Reopened, it is as the model said.
    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,2,box_id}')::uuid
    );
    assert (select s.type_id from nachet.specimen as s where s.state = 'open') = 1;
    perform nachet.verify_seed(
        v_other, r.user_id, r.inference_id, test.feedback(r.document, 2, '{"objectTypeId": 4}')
    );
    assert (select count(*) from nachet.specimen as s where s.type_id = 4) = 1;

    foreach v_wrong in array array['99', '0', '"2"', '2.5', '[2]', 'true'] loop
        assert test.raises(
            format(
                'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
                test.feedback(r.document, 0, format('{"objectTypeId": %s}', v_wrong)::jsonb)
            ), 'NX205'
        ) ->> 'place' = 'boxes[0].objectTypeId', v_wrong;
    end loop;
end
$test$;
