do $test$
declare
    r record;
    v_readers uuid[];
    v_before jsonb;
begin
    select * into r from test.register(2, 5);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    v_before := nachet.list_review_queue(v_readers[2], r.user_id);
    perform test.say(v_readers[1], r.user_id, r.document, 0, '{"label": "Avena fatua"}');
    assert jsonb_path_query_array(
        nachet.list_review_queue(v_readers[1], r.user_id), '$.items[*].box_id'
    ) = jsonb_build_array(r.document #> '{boxes,1,box_id}'), 'not asked again';
    assert (
        select jsonb_agg(b.value - 'specimen_id' order by b.value ->> 'box_id')
        from jsonb_array_elements(
            nachet.list_review_queue(v_readers[2], r.user_id) -> 'items'
        ) as b
    ) = (
        select jsonb_agg(b.value - 'specimen_id' order by b.value ->> 'box_id')
        from jsonb_array_elements(v_before -> 'items') as b
    ), 'the model''s label';
    -- An added box has none.
    perform nachet.verify_seed(
        v_readers[1], r.user_id, r.inference_id,
        '[{
            "label": "Avena fatua",
            "box": {"topX": 500, "topY": 500, "bottomX": 550, "bottomY": 560}
        }]'
    );
    assert nachet.list_review_queue(v_readers[2], r.user_id)
        @? '$.items[*] ? (@.box.topX == 500 && @.label == null && @.margin == 1)';
    -- Where they differ, and no further reader is asked, who decides is.
    perform test.say(v_readers[2], r.user_id, r.document, 0);
    for v_n in 1 .. 3 loop
        assert not nachet.list_review_queue(v_readers[v_n], r.user_id)
            @? '$.items[*] ? (@.state == "disputed")';
    end loop;
    assert nachet.list_review_queue(r.user_id, r.user_id)
        @? '$.items[*] ? (@.state == "disputed")';
    -- A third reader is, where the rule asks three. Then all are asked anew.
    perform nachet.set_review_rule(r.user_id, r.user_id, '{"readers": 3, "agreeing": 2}');
    for v_n in 1 .. 3 loop
        assert (v_n = 3) = nachet.list_review_queue(v_readers[v_n], r.user_id)
            @? '$.items[*] ? (@.state == "disputed")';
    end loop;
    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
    );
    for v_n in 1 .. 3 loop
        assert jsonb_path_query_array(
            nachet.list_review_queue(v_readers[v_n], r.user_id), '$.items[*].box_id'
        ) @> jsonb_build_array(r.document #> '{boxes,0,box_id}');
    end loop;
end
$test$;
