-- In a catalogue for which everything was planned while it was small.
do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_options constant jsonb := jsonb_build_object('pipeline', test.add_pipeline());
    v_picture constant uuid := test.add_picture(v_user);
begin
    for i in 1..7 loop
        perform nachet.register_inference(
            v_user, v_user, v_picture, test.sample_inference(1, 1), v_options
        );
    end loop;
    perform set_config('statement_timeout', '60s', true);
    perform nachet.register_inference(v_user, v_user, v_picture, (
        select jsonb_build_object('boxes', jsonb_agg(jsonb_build_object(
            'box', '{"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}'::jsonb,
            'topN', jsonb_build_array(
                jsonb_build_object('label', 'Carex ' || b, 'score', 0.5),
                jsonb_build_object('label', 'Poa ' || b, 'score', 0.25)
            )
        )))
        from generate_series(1, 10000) as b
    ), v_options);
    assert (select count(*) from nachet.seed as s where s.name ~ '^(Carex|Poa) [0-9]+$') = 20000;
end
$test$;
