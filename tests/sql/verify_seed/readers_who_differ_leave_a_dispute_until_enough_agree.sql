do $test$
declare
    r record;
    v_readers uuid[];
    v_avena constant jsonb := '{"label": "Avena fatua", "classId": ""}';
    v_none constant jsonb := '{"label": "", "classId": ""}';
begin
    select * into r from test.register(3, 5);
    v_readers := test.ask_readers(r.user_id, 3, 2);
    -- Species and species, seed and no seed.
    perform test.say(v_readers[1], r.user_id, r.document, 0, v_avena);
    assert test.say(v_readers[2], r.user_id, r.document, 0) ->> 'state' = 'disputed';
    perform test.say(v_readers[1], r.user_id, r.document, 1, v_none);
    assert test.say(v_readers[2], r.user_id, r.document, 1) ->> 'state' = 'disputed';
    assert (select count(*) from nachet.verified_object) = 0;
    -- A third one, or one who changes their mind.
    assert test.say(v_readers[3], r.user_id, r.document, 0, v_avena) ->> 'state' = 'settled';
    assert test.say(v_readers[2], r.user_id, r.document, 1, v_none) ->> 'state' = 'rejected';
    assert (
        select array_agg(v.seed_name) = '{Avena fatua}' from nachet.verified_object as v
    );
    -- Who differs from what others agreed on is not lost either.
    perform test.say(v_readers[1], r.user_id, r.document, 2);
    assert test.say(v_readers[2], r.user_id, r.document, 2) ->> 'state' = 'settled';
    assert test.say(v_readers[3], r.user_id, r.document, 2, v_avena) ->> 'state' = 'disputed';
    assert test.say(v_readers[1], r.user_id, r.document, 2, v_avena) ->> 'state' = 'settled';
    assert (select count(*) from nachet_data.identification) = 10, 'all words are kept';
end
$test$;
