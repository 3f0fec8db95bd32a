do $test$
declare
    r record;
    v_options jsonb;
    v_first jsonb;
begin
    select * into r from test.register(3, 5);
    v_options := jsonb_build_object(
        'inference_id', gen_random_uuid(), 'pipeline', test.add_pipeline()
    );
    v_first := nachet.register_inference(
        r.user_id, r.user_id, r.picture_id, test.sample_inference(2, 2), v_options
    );
    assert nachet.register_inference(
        r.user_id, r.user_id, r.picture_id, test.sample_inference(2, 2), v_options
    ) = v_first;
    assert (select count(*) from nachet_data.inference) = 2;
    assert (select count(*) from nachet_data.object) = 5;
    perform test.raises(format(
        'select nachet.register_inference(%L, %L, %L, %L, %L)',
        r.user_id, r.user_id, r.picture_id, test.sample_inference(3, 2), v_options
    ), 'NX108');
end
$test$;
