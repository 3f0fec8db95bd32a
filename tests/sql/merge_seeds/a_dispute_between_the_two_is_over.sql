do $test$
declare
    r record;
    v_readers uuid[];
    v_admin constant uuid := test.add_user('curator@example.org', 'admin');
    v_ids uuid[];
    v_change_id uuid;
    v_named jsonb;
    v_moved constant jsonb := '{"topX": 12, "topY": 0, "bottomX": 19, "bottomY": 8}';
begin
    v_ids := array(
        select (nachet.register_seed(v_admin, s.name) ->> 'seed_id')::uuid
        from unnest(array['Avena prima', 'Avena secunda', 'Avena tertia']) as s (name)
    );
    select jsonb_agg(jsonb_build_object('classId', s.id) order by s.n) into v_named
    from unnest(v_ids) with ordinality as s (id, n);
    select * into r from test.register(5, 5);
    v_readers := test.ask_readers(r.user_id, 3, 2);
    -- The first is disputed between the two, the second with a third one, the third is decided.
    perform test.say(
        v_readers[1], r.user_id, r.document, 0,
        v_named -> 0 || jsonb_build_object('box', v_moved)
    );
    perform test.say(v_readers[2], r.user_id, r.document, 0, v_named -> 1);
    perform test.say(v_readers[1], r.user_id, r.document, 1, v_named -> 0);
    assert test.say(v_readers[2], r.user_id, r.document, 1, v_named -> 2) ->> 'state' = 'disputed';
    perform test.say(v_readers[1], r.user_id, r.document, 2, v_named -> 0);
    perform test.say(r.user_id, r.user_id, r.document, 2, v_named -> 1);
    perform test.say(v_readers[1], r.user_id, r.document, 3, v_named -> 0);
    perform nachet.merge_seeds(v_admin, v_ids[1], v_ids[2]);
    assert (
        select
            array_agg(s.state order by s.id) = '{settled,disputed,settled,open}'
            and min(s.top_x) = 12
        from nachet_data.specimen as s
    );
    assert (
        select array_agg(v.seed_name) = '{Avena secunda,Avena secunda}'
        from nachet.verified_object as v
    );
    assert (select sum(t.nb_specimen) = 2 from nachet.tally as t);
    assert nachet.list_review_queue(r.user_id, r.user_id)
        @? '$.items[*] ? (@.state == "disputed")';
    -- What is settled while they are one: by both names, and by one.
    assert test.say(v_readers[2], r.user_id, r.document, 3, v_named -> 1) ->> 'state' = 'settled';
    perform test.say(v_readers[1], r.user_id, r.document, 4, v_named -> 1);
    perform test.say(v_readers[2], r.user_id, r.document, 4, v_named -> 1);

    select c.id into v_change_id
    from nachet.seed_change as c
    where c.act = 'merge';
    perform nachet.undo_seed_change(v_admin, v_change_id);
    assert (
        select array_agg(s.state order by s.id) = '{disputed,disputed,settled,disputed,settled}'
        from nachet_data.specimen as s
    ), (select array_agg(s.state order by s.id) from nachet_data.specimen as s);
    assert (select count(*) = 2 from nachet.verified_object);
    assert (select sum(t.nb_specimen) = 2 from nachet.tally as t);

    -- Where one reader is enough, what 0.1.0 left disputed is settled when all agree.
    perform nachet.set_review_rule(r.user_id, r.user_id, '{"readers": 1, "agreeing": 1}');
    perform nachet.merge_seeds(v_admin, v_ids[2], v_ids[1]);
    assert (
        select array_agg(s.state order by s.id) = '{settled,disputed,settled,settled,settled}'
        from nachet_data.specimen as s
    ), (select array_agg(s.state order by s.id) from nachet_data.specimen as s);
end
$test$;
