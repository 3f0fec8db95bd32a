do $test$
declare
    r record;
    v_box jsonb;
begin
    select * into r from test.register(1, 1);
    foreach v_box in array array[
        '{"topX": 1920, "topY": 1, "bottomX": 1930, "bottomY": 9}',
        '{"topX": 1, "topY": -9, "bottomX": 9, "bottomY": 0}',
        '{"topX": 5, "topY": 1, "bottomX": 5, "bottomY": 9}'
    ]::jsonb[] loop
        assert test.raises(
            format(
                'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
                test.feedback(r.document, 0, jsonb_build_object('box', v_box))
            ), 'NX205'
        ) = '{"place": "boxes[0].box"}';
        assert test.raises(
            format(
                'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
                jsonb_build_array(jsonb_build_object(
                    'boxId', '', 'label', 'Avena fatua', 'box', v_box
                ))
            ), 'NX205'
        ) = '{"place": "boxes[0].box"}';
    end loop;
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, test.feedback(
            r.document, 0,
            '{"box": {"topX": -5, "topY": -5, "bottomX": 2000, "bottomY": 2000}}'
        )
    );
end
$test$;
