do $test$
declare
    r record;
    v_picture uuid;
    v_document jsonb;
begin
    select * into r from test.register(3, 5);
    v_picture := test.add_picture(r.user_id, null, '{"seed_name": "Brassica napus"}');
    v_document := nachet.register_inference(
        r.user_id, r.user_id, v_picture, test.sample_inference(1, 1),
        '{"pipeline": "Swin transformer"}'
    );
    perform nachet.verify_seed(r.user_id, r.user_id, (v_document ->> 'inference_id')::uuid,
        test.feedback(v_document, 0, '{"label": "Solanum nigrum", "classId": ""}')
    );
    assert jsonb_array_length(nachet.get_picture(r.user_id, r.user_id, v_picture) -> 'seeds') = 2;
    perform nachet.reopen_object(r.user_id, r.user_id, (v_document #>> '{boxes,0,box_id}')::uuid);
    assert nachet.get_picture(
        r.user_id, r.user_id, v_picture
    ) #>> '{seeds,0,seed_name}' = 'Brassica napus';
    assert jsonb_array_length(nachet.get_picture(r.user_id, r.user_id, v_picture) -> 'seeds') = 1;
    assert (nachet.get_picture(r.user_id, r.user_id, v_picture) -> 'verified')::boolean;
end
$test$;
