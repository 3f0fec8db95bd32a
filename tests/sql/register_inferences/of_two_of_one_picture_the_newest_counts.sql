-- Registered at one time, the higher id is the newer.
do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_pipeline constant uuid := test.add_pipeline();
begin
    perform nachet.register_inferences(v_user, v_user, jsonb_build_array(
        jsonb_build_object(
            'picture_id', v_picture, 'result', test.sample_inference(3, 1), 'pipeline', v_pipeline,
            'inference_id', '01900000-0000-7000-8000-000000000002'
        ),
        jsonb_build_object(
            'picture_id', v_picture, 'result', test.sample_inference(1, 1), 'pipeline', v_pipeline,
            'inference_id', '01900000-0000-7000-8000-000000000001'
        )
    ));
    assert nachet.get_picture_inference(v_user, v_user, v_picture) -> 'totalBoxes' = '3';
    assert nachet.get_picture(v_user, v_user, v_picture) -> 'nb_object' = '3';
end
$test$;
