do $test$
declare
    r record;
    v_readers uuid[];
    v_box jsonb;
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
    v_box := nachet.get_inference(v_readers[2], r.user_id, r.inference_id) #> '{boxes,1}';
    assert v_box #> '{box,topX}' = '500' and not v_box ?| array['label', 'color'], v_box;
    assert position('Avena fatua' in v_box::text) = 0;
    v_box := nachet.get_inference(v_readers[1], r.user_id, r.inference_id) #> '{boxes,1}';
    assert v_box ->> 'label' = 'Avena fatua' and v_box -> 'is_verified' = 'false', v_box;
end
$test$;
