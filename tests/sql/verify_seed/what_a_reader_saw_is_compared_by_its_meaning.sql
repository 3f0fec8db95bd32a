do $test$
declare
    r record;
    v_readers uuid[];
    v_admin constant uuid := test.add_user('curator@example.org', 'admin');
    v_avena constant jsonb := '{"label": "Avena fatua", "classId": ""}';
    v_said jsonb;
    v_id uuid;
begin
    select * into r from test.register(3, 5);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    -- One's own identification, after the other reader's has settled it as the same.
    v_said := test.say(v_readers[1], r.user_id, r.document, 0, v_avena);
    perform test.say(v_readers[2], r.user_id, r.document, 0, v_avena);
    v_said := test.say(
        v_readers[1], r.user_id, r.document, 0,
        jsonb_build_object('classId', v_said -> 'identification_id')
    );
    assert v_said -> 'act' = 'null', v_said;
    assert v_said ->> 'state' = 'settled';

    -- After a merge both are one species.
    v_said := test.say(v_readers[1], r.user_id, r.document, 1, v_avena);
    perform test.say(
        v_readers[2], r.user_id, r.document, 1, '{"label": "Avena nova", "classId": ""}'
    );
    select e.id into v_id from nachet.seed as e where e.name = 'Avena fatua';
    perform nachet.merge_seeds(
        v_admin, v_id, (select e.id from nachet.seed as e where e.name = 'Avena nova')
    );
    v_said := test.say(
        v_readers[1], r.user_id, r.document, 1,
        jsonb_build_object('classId', v_said -> 'identification_id')
    );
    assert v_said ->> 'label' = 'Avena nova', v_said;

    -- After a change of the rule; but moved meanwhile it is not what was seen.
    v_said := test.say(v_readers[1], r.user_id, r.document, 2, v_avena);
    perform nachet.set_review_rule(r.user_id, r.user_id, '{"readers": 1, "agreeing": 1}');
    perform test.say(
        v_readers[2], r.user_id, r.document, 2,
        v_avena || '{"box": {"topX": 31, "topY": 0, "bottomX": 38, "bottomY": 8}}'
    );
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_readers[1], r.user_id, r.inference_id,
            test.feedback(
                r.document, 2,
                jsonb_build_object('classId', v_said -> 'identification_id')
            )
        ), 'NX105'
    );
    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,2,box_id}')::uuid
    );
    perform test.say(v_readers[2], r.user_id, r.document, 2, v_avena);
    assert test.say(
        v_readers[1], r.user_id, r.document, 2,
        jsonb_build_object('classId', v_said -> 'identification_id')
    ) ->> 'act' = 'confirm';
end
$test$;
