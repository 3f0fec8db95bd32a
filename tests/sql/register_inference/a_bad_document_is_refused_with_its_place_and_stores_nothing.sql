do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_options constant jsonb := jsonb_build_object('pipeline', test.add_pipeline());
    v_good constant jsonb := test.sample_inference(4, 2);
    v_many constant jsonb := (
        select jsonb_agg('{"label": "Avena fatua", "score": 0.5, "name": "a"}'::jsonb)
        from generate_series(1, 1001)
    );
    v_case record;
    v_detail jsonb;
begin
    for v_case in
        select c.place, c.result
        from (
            values
            ('boxes', v_good - 'boxes'),
            ('boxes', v_good || '{"boxes": {}}'),
            ('totalBoxes', v_good || '{"totalBoxes": 3}'),
            ('totalBoxes', v_good || '{"totalBoxes": "4"}'),
            ('models', v_good || '{"models": {}}'),
            ('models[0].name', v_good || '{"models": [{"version": "1"}]}'),
            ('models[0].version', v_good || '{"models": [{"name": "a", "version": []}]}'),
            ('boxes[3]', jsonb_set(v_good, '{boxes,3}', '7')),
            ('boxes[3].box', jsonb_set(v_good, '{boxes,3,box}', '[]')),
            ('boxes[3].box.topX', v_good #- '{boxes,3,box,topX}'),
            ('boxes[3].box.topY', jsonb_set(v_good, '{boxes,3,box,topY}', '"NaN"')),
            ('boxes[3].box.bottomX', jsonb_set(v_good, '{boxes,3,box,bottomX}', '1')),
            ('boxes[3].box.bottomY', jsonb_set(v_good, '{boxes,3,box,bottomY}', '-1')),
            ('boxes[3].box.topX', jsonb_set(v_good, '{boxes,3,box,topX}', '1e-400')),
            ('boxes[2].score', jsonb_set(v_good, '{boxes,2,score}', '1.01')),
            ('boxes[2].score', jsonb_set(v_good, '{boxes,2,score}', '1e-400')),
            ('boxes[2].topN', jsonb_set(v_good, '{boxes,2,topN}', v_many)),
            ('models', v_good || jsonb_build_object('models', v_many)),
            ('boxes[2].score', jsonb_set(v_good, '{boxes,2,score}', '"NaN"')),
            ('boxes[2].label', jsonb_set(v_good, '{boxes,2,label}', '""')),
            ('boxes[2].topN', jsonb_set(v_good, '{boxes,2,topN}', '{}')),
            ('boxes[2].label', jsonb_set(v_good #- '{boxes,2,label}', '{boxes,2,topN}', '[]')),
            ('boxes[2].score', jsonb_set(v_good #- '{boxes,2,score}', '{boxes,2,topN}', '[]')),
            ('boxes[1].topN[1].score', jsonb_set(v_good, '{boxes,1,topN,1,score}', '-0.1')),
            ('boxes[1].topN[1].label', v_good #- '{boxes,1,topN,1,label}')
        ) as c (place, result)
    loop
        v_detail := test.raises(format(
            'select nachet.register_inference(%L, %L, %L, %L, %L)', v_user, v_user, v_picture,
            v_case.result, v_options
        ), 'NX204');
        assert v_detail ->> 'place' = v_case.place, v_detail;
    end loop;
    assert not exists (select from nachet_data.inference);
end
$test$;
