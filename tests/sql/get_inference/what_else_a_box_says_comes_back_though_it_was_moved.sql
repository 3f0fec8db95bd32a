do $test$
declare
    r record;
    v_inference uuid;
    v_box uuid;
begin
    select * into r from test.register(1, 1);
    v_inference := nachet.register_inference(
        r.user_id, r.user_id, r.picture_id,
        jsonb_set(test.sample_inference(1, 1), '{boxes,0,box,angle}', '30'),
        jsonb_build_object('pipeline', 'Swin transformer')
    ) ->> 'inference_id';
    v_box := nachet.get_inference(r.user_id, r.user_id, v_inference) #>> '{boxes,0,box_id}';
    perform nachet.verify_seed(
        r.user_id, r.user_id, v_inference,
        jsonb_build_array(
            jsonb_build_object(
                'boxId', v_box,
                'box', '{"topX": 1, "topY": 2, "bottomX": 30, "bottomY": 40}'::jsonb
            )
        )
    );
    assert nachet.get_inference(r.user_id, r.user_id, v_inference) #> '{boxes,0,box}'
        = '{"topX": 1, "topY": 2, "bottomX": 30, "bottomY": 40, "angle": 30}';
end
$test$;
