do $test$
declare
    r record;
    v_readers uuid[];
    v_avena constant jsonb := '{"label": "Avena fatua", "classId": ""}';
begin
    select * into r from test.register(1, 5);
    v_readers := test.ask_readers(r.user_id, 2, 1);
    assert test.say(v_readers[1], r.user_id, r.document, 0, v_avena) ->> 'state' = 'settled';
    assert test.say(
        v_readers[2], r.user_id, r.document, 0, '{"label": "Avena sativa", "classId": ""}'
    ) ->> 'state' = 'disputed';
    assert test.say(v_readers[3], r.user_id, r.document, 0, v_avena) ->> 'state' = 'settled';
end
$test$;
