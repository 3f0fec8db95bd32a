do $test$
declare
    r record;
    v_detail jsonb;
begin
    select * into r from test.register(3, 5);
    v_detail := test.raises(
        format(
            'select nachet.register_inferences(%L, %L, %L)',
            r.user_id, r.user_id,
            jsonb_build_array(
                jsonb_build_object(
                    'picture_id', r.picture_id, 'result', test.sample_inference(2, 1),
                    'pipeline', 'Swin transformer'
                ),
                jsonb_build_object('result', test.sample_inference(2, 1))
            )
        ),
        'NX204'
    );
    assert v_detail ->> 'place' = 'inferences[1].picture_id';
    perform test.raises(
        format('select nachet.register_inferences(%L, %L, %L)', r.user_id, r.user_id, '{}'), 'NX204'
    );
    v_detail := test.raises(
        format('select nachet.register_inferences(%L, %L, %L)', r.user_id, r.user_id, '[null]'),
        'NX204'
    );
    assert v_detail ->> 'place' = 'inferences[0].picture_id';
    v_detail := test.raises(
        format(
            'select nachet.register_inferences(%L, %L, %L)', r.user_id, r.user_id,
            jsonb_build_array(
                jsonb_build_object(
                    'picture_id', r.picture_id, 'pipeline', 'Swin transformer',
                    'result', jsonb_set(test.sample_inference(2, 1), '{boxes,1,score}', '2')
                )
            )
        ),
        'NX204'
    );
    assert v_detail = '{"place": "inferences[0].result.boxes[1].score", "value": 2}';
    v_detail := test.raises(
        format(
            'select nachet.register_inferences(%L, %L, %L)', r.user_id, r.user_id,
            jsonb_build_array(
                jsonb_build_object(
                    'picture_id', r.picture_id, 'result', test.sample_inference(1, 1),
                    'pipeline', 'Swin transformer'
                ),
                jsonb_build_object(
                    'picture_id', r.picture_id, 'result', test.sample_inference(1, 1),
                    'pipelin', 'Swin transformer'
                )
            )
        ),
        'NX210'
    );
    assert v_detail - 'known' = '{
        "option": "pipelin", "value": "Swin transformer", "place": "inferences[1].pipelin"
    }', v_detail;
    assert (select count(*) from nachet_data.inference) = 1;
end
$test$;
