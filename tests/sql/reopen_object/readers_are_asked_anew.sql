do $test$
declare
    r record;
    v_readers uuid[];
    v_box_id uuid;
begin
    select * into r from test.register(1, 5);
    v_box_id := (r.document #>> '{boxes,0,box_id}')::uuid;
    v_readers := test.ask_readers(r.user_id, 2, 2);
    perform test.say(v_readers[1], r.user_id, r.document, 0);
    perform test.say(v_readers[2], r.user_id, r.document, 0, '{"label": "Avena fatua"}');
    perform nachet.reopen_object(v_readers[1], r.user_id, v_box_id);
    -- What was said before does not count, for the same person neither.
    assert test.say(v_readers[2], r.user_id, r.document, 0) ->> 'state' = 'open';
    assert test.say(v_readers[1], r.user_id, r.document, 0) ->> 'state' = 'settled';
    -- A decision is undone too.
    perform nachet.reopen_object(r.user_id, r.user_id, v_box_id);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    perform nachet.reopen_object(r.user_id, r.user_id, v_box_id);
    perform test.say(v_readers[1], r.user_id, r.document, 0, '{"label": "Avena fatua"}');
    assert test.say(v_readers[2], r.user_id, r.document, 0, '{"label": "Avena fatua"}')
        ->> 'state' = 'settled';
end
$test$;
