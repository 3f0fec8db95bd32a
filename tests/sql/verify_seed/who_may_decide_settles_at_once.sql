do $test$
declare
    r record;
    v_readers uuid[];
    v_avena constant jsonb := '{"label": "Avena fatua", "classId": ""}';
    v_sativa constant jsonb := '{"label": "Avena sativa", "classId": ""}';
begin
    select * into r from test.register(4, 5);
    v_readers := test.ask_readers(r.user_id, 3, 3);
    assert test.say(r.user_id, r.user_id, r.document, 0, v_avena) ->> 'state' = 'settled', 'alone';
    -- Others may agree, and may not differ.
    assert test.say(v_readers[1], r.user_id, r.document, 0) ->> 'act' = 'confirm';
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_readers[2], r.user_id, r.inference_id,
            test.feedback(r.document, 0, v_sativa)
        ), 'NX105'
    );
    assert test.say(r.user_id, r.user_id, r.document, 0, v_sativa) ->> 'state' = 'settled';
    assert (
        select array_agg(v.seed_name) = '{Avena sativa}' from nachet.verified_object as v
    );

    perform test.say(v_readers[1], r.user_id, r.document, 1, v_avena);
    perform test.say(v_readers[2], r.user_id, r.document, 1, v_sativa);
    assert test.say(r.user_id, r.user_id, r.document, 1, v_sativa) ->> 'state' = 'settled';

    -- What readers agreed on, too.
    perform test.say(v_readers[1], r.user_id, r.document, 2);
    perform test.say(v_readers[2], r.user_id, r.document, 2);
    assert test.say(v_readers[3], r.user_id, r.document, 2) ->> 'state' = 'settled';
    assert test.say(r.user_id, r.user_id, r.document, 2, '{"label": "", "classId": ""}')
        ->> 'state' = 'rejected';
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
            test.feedback(r.document, 2)
        ), 'NX105'
    );

    -- With agreement, they make it a decision.
    for v_n in 1 .. 3 loop
        perform test.say(v_readers[v_n], r.user_id, r.document, 3, v_avena);
    end loop;
    assert test.say(r.user_id, r.user_id, r.document, 3) ->> 'act' = 'confirm';
    assert test.say(r.user_id, r.user_id, r.document, 3) ->> 'act' is null;
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_readers[2], r.user_id, r.inference_id,
            test.feedback(r.document, 3, v_sativa)
        ), 'NX105'
    );

    -- Also what they said themselves, when it was no decision.
    select * into r from test.register(1, 5);
    perform test.say(r.user_id, r.user_id, r.document, 0, v_avena);
    perform nachet.set_review_rule(r.user_id, r.user_id, '{"readers": 2}');
    assert test.say(r.user_id, r.user_id, r.document, 0) ->> 'act' = 'confirm';
    assert test.say(r.user_id, r.user_id, r.document, 0) ->> 'act' is null;
    assert (
        select s.decided
        from nachet_data.specimen as s
        where s.container_id = r.user_id
    );
end
$test$;
