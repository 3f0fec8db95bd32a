-- What is shown is what a person confirms.
do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_options constant jsonb := jsonb_build_object('pipeline', test.add_pipeline());
    v_box constant jsonb := '{
        "box": {"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}, "label": "Solanum nigrum",
        "topN": [
            {"label": "Bromus japonicus", "score": 0.2},
            {"label": "010 Solanum nigrum", "score": 0.7}
        ]
    }';
    v_case record;
    v_count constant bigint := count(*) from nachet.seed;
begin
    perform nachet.register_inference(
        v_user, v_user, v_picture, jsonb_build_object('boxes', jsonb_build_array(v_box)), v_options
    );
    perform nachet.register_inference(
        v_user, v_user, v_picture,
        jsonb_build_object('boxes', jsonb_build_array(v_box - 'label')), v_options
    );
    for v_case in
        select c.label, c.best
        from (
            values
            ('Bromus japonicus', 'Solanum nigrum'),
            ('Solanum nigrum', 'nobody knows this one'),
            ('nobody knows this one', 'Solanum nigrum'),
            ('nobody knows this one', 'nor this one'),
            ('  ', 'Solanum nigrum')
        ) as c (label, best)
    loop
        assert test.raises(
            format(
                'select nachet.register_inference(%L, %L, %L, %L, %L)', v_user, v_user, v_picture,
                jsonb_build_object('boxes', jsonb_build_array(v_box, v_box || jsonb_build_object(
                    'label', v_case.label,
                    'topN', jsonb_build_array(jsonb_build_object('label', v_case.best, 'score', 1))
                ))),
                v_options
            ), 'NX204'
        ) = jsonb_build_object('place', 'boxes[1].label', 'value', v_case.label), v_case;
    end loop;
    assert (select count(*) from nachet.seed) = v_count, 'nothing came into the catalogue';
end
$test$;
