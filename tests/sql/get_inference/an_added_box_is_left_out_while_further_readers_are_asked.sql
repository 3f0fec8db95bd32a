do $test$
declare
    r record;
    v_readers uuid[];
    v_read jsonb;
begin
    select * into r from test.register(1, 5);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    perform nachet.verify_seed(
        v_readers[1], r.user_id, r.inference_id,
        '[{
            "label": "Avena fatua",
            "box": {"topX": 500, "topY": 500, "bottomX": 550, "bottomY": 560}
        }]'
    );
    v_read := nachet.get_inference(v_readers[1], r.user_id, r.inference_id);
    assert v_read #>> '{boxes,1,label}' = 'Avena fatua', v_read;
    assert v_read #> '{boxes,1,is_verified}' = 'false';
    -- It would have no label, so the other reader could not register what is read.
    v_read := nachet.get_inference(
        v_readers[2], r.user_id, r.inference_id, '{"include_rejected": true}'
    );
    assert jsonb_array_length(v_read -> 'boxes') = 1 and v_read -> 'totalBoxes' = '1', v_read;
    perform test.register_again(r.user_id, r.picture_id, v_read);
    -- The review queue has it, and who draws it again speaks of it.
    assert nachet.list_review_queue(v_readers[2], r.user_id) @? '$.items[*] ? (@.box.topX == 500)';
    v_read := nachet.verify_seed(
        v_readers[2], r.user_id, r.inference_id,
        '[{
            "label": "Avena fatua",
            "box": {"topX": 505, "topY": 500, "bottomX": 555, "bottomY": 560}
        }]', '{"inference": true}'
    );
    assert v_read #>> '{boxes,0,state}' = 'settled';
    assert v_read #> '{inference,boxes,1,is_verified}' = 'true', v_read;
end
$test$;
