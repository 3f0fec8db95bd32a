do $test$
declare
    r record;
    v_case record;
    v_detail jsonb;
begin
    select * into r from test.register(3, 5);
    for v_case in
        select c.place, c.boxes
        from (
            values
            ('boxes', '{}'::jsonb),
            ('boxes', '[]'),
            ('boxes[0]', '[7]'),
            ('boxes[0].boxId', '[{"boxId": "x"}]'),
            ('boxes[0].label', test.feedback(r.document, 0, '{"label": 7, "classId": ""}')),
            ('boxes[0].classId', test.feedback(r.document, 0, '{"label": "x", "classId": 7}')),
            ('boxes[0].label', test.feedback(r.document, 0, '{"label": null, "classId": null}')),
            ('boxes[0].label', test.feedback(r.document, 0, '{"label": ""}')),
            ('boxes[0].box', test.feedback(r.document, 0, '{"box": [1, 1, 2, 2]}')),
            ('boxes[0].box.topX', test.feedback(r.document, 0, '{"box": {}}')),
            (
                'boxes[0].box.topY',
                test.feedback(
                    r.document, 0, '{"box": {"topX": 1, "topY": "1", "bottomX": 2, "bottomY": 2}}'
                )
            ),
            (
                'boxes[0].box.bottomX',
                test.feedback(
                    r.document, 0, '{"box": {"topX": 2, "topY": 1, "bottomX": 1, "bottomY": 1}}'
                )
            ),
            (
                'boxes[0].box.bottomY',
                '[{
                    "boxId": "", "label": "Cirsium arvense",
                    "box": {"topX": 1, "topY": 1, "bottomX": 9}
                }]'
            ),
            (
                'boxes[0].box',
                test.feedback(
                    r.document, 0, '{"box": {"topX": 1, "topY": 1, "bottomX": 1, "bottomY": 2}}'
                )
            ),
            ('boxes[0].comment', test.feedback(r.document, 0, '{"comment": 7}')),
            (
                'boxes[0].comment',
                test.feedback(
                    r.document, 0, jsonb_build_object('comment', repeat('x', 10001))
                )
            ),
            (
                'boxes[0].label',
                '[{
                    "boxId": "", "label": "", "classId": "",
                    "box": {"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}
                }]'
            ),
            ('boxes[0].box', '[{"boxId": "", "label": "Cirsium arvense", "classId": ""}]'),
            ('boxes[0].boxId', test.feedback(r.document, 0) || test.feedback(r.document, 0))
        ) as c (place, boxes)
    loop
        v_detail := test.raises(format(
            'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
            v_case.boxes
        ), 'NX205');
        assert v_detail ->> 'place' = v_case.place, v_detail || v_case.boxes;
    end loop;
    assert not exists (select from nachet_data.identification);
end
$test$;
