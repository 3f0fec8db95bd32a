do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_pipeline constant uuid := test.add_pipeline();
begin
    perform test.raises(format(
        'select nachet.register_inference(%L, %L, %L, %L, %L)', v_user, v_user,
        test.add_picture(v_other),
        test.sample_inference(1, 1), jsonb_build_object('pipeline_id', v_pipeline)
    ), 'NX004');
    perform test.raises(format(
        'select nachet.register_inference(%L, %L, %L, %L, %L)', v_user, v_user,
        test.add_picture(v_user),
        test.sample_inference(1, 1), jsonb_build_object('pipeline_id', gen_random_uuid())
    ), 'NX008');
    perform nachet.choose_pipeline(v_user, v_pipeline);
    perform test.raises(format(
        'select nachet.register_inference(%L, %L, %L, %L, %L)', v_user, v_user,
        test.add_picture(v_user),
        test.sample_inference(1, 1), '{"pipeline": ""}'
    ), 'NX008');
    perform test.raises(format(
        'select nachet.register_inference(%L, %L, %L, %L, %L)', v_user, v_other,
        test.add_picture(v_other),
        test.sample_inference(1, 1), jsonb_build_object('pipeline_id', v_pipeline)
    ), 'NX002');
end
$test$;
