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
    -- Asked anew, and where they differ.
    perform test.say(v_readers[2], r.user_id, r.document, 0);
    assert nachet.list_review_queue(v_readers[1], r.user_id) #>> '{items,0,state}' = 'disputed'
        or nachet.list_review_queue(v_readers[1], r.user_id) #>> '{items,1,state}' = 'disputed';
    assert not nachet.list_review_queue(v_readers[3], r.user_id)
        @? '$.items[*] ? (@.state == "disputed")';
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
