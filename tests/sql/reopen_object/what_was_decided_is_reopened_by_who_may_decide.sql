do $test$
declare
    r record;
    v_readers uuid[];
    v_box_id uuid;
begin
    select * into r from test.register(1, 5);
    v_box_id := (r.document #>> '{boxes,0,box_id}')::uuid;
    v_readers := test.ask_readers(r.user_id, 2, 2);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    -- Two readers could settle otherwise then.
    perform test.raises(
        format('select nachet.reopen_object(%L, %L, %L)', v_readers[1], r.user_id, v_box_id),
        'NX105'
    );
    assert (select s.state = 'settled' from nachet_data.specimen as s);
    perform nachet.reopen_object(r.user_id, r.user_id, v_box_id);
    -- Where one reader is asked, anybody who may write decides.
    perform test.say(r.user_id, r.user_id, r.document, 0);
    perform nachet.set_review_rule(r.user_id, r.user_id, '{"readers": 1}');
    perform nachet.reopen_object(v_readers[1], r.user_id, v_box_id);
    assert (select s.state = 'open' from nachet_data.specimen as s);
end
$test$;
