do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    -- 1920 x 1080
    v_picture constant uuid := test.add_picture(v_user);
    v_options constant jsonb := jsonb_build_object('pipeline', test.add_pipeline());
    v_box jsonb;
    v_document jsonb;
begin
    foreach v_box in array array[
        '{"topX": 1920, "topY": 1, "bottomX": 1930, "bottomY": 9}',
        '{"topX": 1, "topY": 1080, "bottomX": 9, "bottomY": 1090}',
        '{"topX": -9, "topY": 1, "bottomX": 0, "bottomY": 9}',
        '{"topX": 1, "topY": -9, "bottomX": 9, "bottomY": -1}',
        '{"topX": 5, "topY": 1, "bottomX": 5, "bottomY": 9}',
        '{"topX": 1, "topY": 5, "bottomX": 9, "bottomY": 5}'
    ]::jsonb[] loop
        assert test.raises(
            format(
                'select nachet.register_inference(%L, %L, %L, %L, %L)', v_user, v_user, v_picture,
                jsonb_set(test.sample_inference(2, 1), '{boxes,1,box}', v_box), v_options
            ), 'NX204'
        ) = jsonb_build_object('place', 'boxes[1].box', 'value', v_box);
    end loop;
    -- Partly outside it is kept, and readers are told.
    v_document := nachet.register_inference(
        v_user, v_user, v_picture,
        jsonb_set(
            test.sample_inference(2, 1), '{boxes,1,box}',
            '{"topX": 1900, "topY": -4.5, "bottomX": 1930.5, "bottomY": 9}'
        ),
        v_options
    );
    assert (
        select jsonb_object_agg(o.id, o.partly_outside) from nachet.object as o
    ) = jsonb_build_object(
        v_document #>> '{boxes,0,box_id}', false, v_document #>> '{boxes,1,box_id}', true
    );
    perform nachet.verify_seed(
        v_user, v_user, (v_document ->> 'inference_id')::uuid,
        test.feedback(v_document, 0) || test.feedback(v_document, 1)
    );
    assert (select array_agg(v.partly_outside order by v.top_x) from nachet.verified_object as v)
        = '{f,t}';
end
$test$;
