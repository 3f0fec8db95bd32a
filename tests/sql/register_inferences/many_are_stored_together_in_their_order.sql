do $test$
declare
    r record;
    v_second uuid;
    v_answer jsonb;
begin
    select * into r from test.register(3, 5);
    v_second := test.add_picture(r.user_id);
    v_answer := nachet.register_inferences(r.user_id, r.user_id, jsonb_build_array(
        jsonb_build_object(
            'picture_id', v_second, 'result', test.sample_inference(2, 1),
            'pipeline', 'Swin transformer'
        ),
        jsonb_build_object(
            'picture_id', r.picture_id, 'result', test.sample_inference(1, 1),
            'pipeline', 'Swin transformer'
        )
    ));
    assert jsonb_array_length(v_answer #> '{0,boxes}') = 2;
    assert jsonb_array_length(v_answer #> '{1,boxes}') = 1;
    assert nachet._plain_inference(
        nachet.get_picture_inference(r.user_id, r.user_id, v_second) #- '{boxes,0,is_verified}'
        #- '{boxes,1,is_verified}'
    ) = test.sample_inference(2, 1);
end
$test$;
