do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_options constant jsonb := jsonb_build_object('pipeline', test.add_pipeline());
begin
    assert test.raises(format(
        'select nachet.register_inference(%L, %L, %L, %L, %L)', v_user, v_user, v_picture,
        '{"boxes": [
            {"box": {"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}, "topN": [
                {"label": "5", "score": 0.6}, {"label": 5, "score": 0.4}
            ]}
        ]}', v_options
    ), 'NX204') = '{"place": "boxes[0].topN[1].label", "value": 5}';
end
$test$;
