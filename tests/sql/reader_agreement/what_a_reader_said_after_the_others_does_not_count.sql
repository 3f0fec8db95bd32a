do $test$
declare
    r record;
    v_readers uuid[];
    v_said constant jsonb := '{"label": "Avena fatua", "classId": ""}';
begin
    select * into r from test.register(1, 5);
    v_readers := test.ask_readers(r.user_id, 3, 2);
    perform test.say(v_readers[1], r.user_id, r.document, 0);
    perform test.say(v_readers[2], r.user_id, r.document, 0, v_said);
    assert test.say(v_readers[3], r.user_id, r.document, 0, v_said) ->> 'state' = 'settled';
    -- It is settled, so the first reader is shown what the others said, and follows them.
    assert test.say(v_readers[1], r.user_id, r.document, 0, v_said) ->> 'act' = 'confirm';
    assert (
        select sum(a.nb_specimen) = 3 and sum(a.nb_same) = 1
        from nachet.reader_agreement as a
    );
    assert (
        select array_agg(a.nb_identification order by a.nb_identification) = '{1,2,3}'
        from nachet.species_agreement as a
    );
    -- Where one reader is enough, whoever speaks second has seen what the first one said.
    select * into r from test.register(1, 5);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    perform test.say(test.add_user('c@example.org', 'admin'), r.user_id, r.document, 0);
    assert (
        select sum(a.nb_specimen) = 4 and sum(a.nb_same) = 2
        from nachet.reader_agreement as a
    );
end
$test$;
