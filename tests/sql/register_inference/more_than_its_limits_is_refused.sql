do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_options constant jsonb := jsonb_build_object('pipeline', test.add_pipeline());
    v_one constant jsonb := test.sample_inference(1, 1);
    v_guess constant jsonb := v_one #> '{boxes,0,topN,0}';
    v_deep constant jsonb := (repeat('[', 32) || repeat(']', 32))::jsonb;
    v_case record;
begin
    for v_case in
        select c.document, c.place
        from (
            values
            (
                (
                    select jsonb_build_object('boxes', jsonb_agg(v_one #> '{boxes,0}'))
                    from generate_series(1, 10001)
                ),
                'boxes'
            ),
            (
                jsonb_set(
                    v_one, '{boxes,0,topN}',
                    (select jsonb_agg(v_guess) from generate_series(1, 1001))
                ),
                'boxes[0].topN'
            ),
            (
                jsonb_set(v_one, '{boxes,0,topN,0,label}', to_jsonb(repeat('x', 201))),
                'boxes[0].topN[0].label'
            ),
            (jsonb_set(v_one, '{boxes,0,label}', to_jsonb(repeat('x', 201))), 'boxes[0].label'),
            (jsonb_set(v_one, '{boxes,0,score}', '1e-400'), 'boxes[0].score'),
            (jsonb_set(v_one, '{boxes,0,box,topX}', '1e400'), 'boxes[0].box.topX'),
            (jsonb_set(v_one, '{note}', jsonb_build_array(v_deep)), '')
        ) as c (document, place)
    loop
        assert test.raises(
            format(
                'select nachet.register_inference(%L, %L, %L, %L, %L)', v_user, v_user, v_picture,
                v_case.document, v_options
            ), 'NX204'
        ) ->> 'place' = v_case.place, v_case.place;
    end loop;
    perform nachet.register_inference(
        v_user, v_user, v_picture, jsonb_set(v_one, '{note}', v_deep), v_options
    );
end
$test$;
