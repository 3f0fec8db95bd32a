do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_inference jsonb;
begin
    v_inference := nachet.register_inference(
        v_user, v_user, test.add_picture(v_user),
        '{"boxes": [
            {
                "box": {"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}, "label": "Carex nigra",
                "score": 1, "topN": [], "is_rejected": true
            }
        ]}',
        jsonb_build_object('pipeline', test.add_pipeline())
    );
    assert nachet.get_inference(
        v_user, v_user, (v_inference ->> 'inference_id')::uuid
    ) #> '{boxes,0,topN}' = '[]';
end
$test$;
