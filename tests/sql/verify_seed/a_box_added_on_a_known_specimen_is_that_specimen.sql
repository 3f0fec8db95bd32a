do $test$
declare
    r record;
    v_again jsonb;
    v_id uuid;
    v_answer jsonb;
    v_added constant jsonb := '[{
        "label": "Avena fatua",
        "box": {"topX": 500, "topY": 500, "bottomX": 550, "bottomY": 560}
    }]';
    v_near constant jsonb := '[{
        "label": "Avena fatua",
        "box": {"topX": 502, "topY": 500, "bottomX": 552, "bottomY": 560}
    }]';
begin
    select * into r from test.register(2, 5);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0) || test.feedback(r.document, 1)
    );
    -- The new version misses the second one; the person adds it there.
    v_again := test.register_again(
        r.user_id, r.picture_id, test.sample_inference(1, 2)
    );
    v_id := v_again ->> 'inference_id';
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, v_id, '[{
                "boxId": "", "label": "Solanum nigrum",
                "box": {"topX": 20, "topY": 0, "bottomX": 29, "bottomY": 8}
            }]'
        ), 'NX105'
    );
    v_answer := nachet.verify_seed(
        r.user_id, r.user_id, v_id,
        jsonb_build_array(jsonb_build_object(
            'boxId', '', 'label', r.document #> '{boxes,1,label}',
            'box', '{"topX": 20, "topY": 0, "bottomX": 29, "bottomY": 8}'::jsonb
        ))
    );
    assert v_answer #> '{boxes,0,manual_detection}' = 'true';
    assert jsonb_array_length(
        nachet.get_inference(r.user_id, r.user_id, v_id) -> 'boxes'
    ) = 2;
    assert (select count(*) from nachet.specimen) = 2;
    assert (select count(*) from nachet.verified_object) = 2;
    -- Where a person added it in one inference, it is a little elsewhere in the other: the request
    -- can be repeated.
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, v_added);
    v_answer := nachet.verify_seed(r.user_id, r.user_id, v_id, v_near);
    assert v_answer #>> '{boxes,0,act}' = 'add';
    v_answer := nachet.verify_seed(r.user_id, r.user_id, v_id, v_near);
    assert v_answer #> '{boxes,0,act}' = 'null';
    assert v_answer #> '{boxes,0,box}' = v_added #> '{0,box}', 'the place of the specimen';
    assert (select count(*) from nachet.specimen) = 3;
end
$test$;
