do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_options jsonb;
begin
    perform test.add_pipeline();
    foreach v_options in array array[
        '{"pipelines": "x"}', '{"inference_id": "x", "pipeline": "Swin transformer"}', '[]'
    ]::jsonb[] loop
        perform test.raises(format(
            'select nachet.register_inference(%L, %L, %L, %L, %L)', v_user, v_user, v_picture,
            test.sample_inference(1, 1), v_options
        ), 'NX210');
    end loop;
    assert not exists (select from nachet.inference);
end
$test$;
