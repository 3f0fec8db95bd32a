do $test$
declare
    r record;
    v_newest jsonb;
    v_other uuid;
begin
    select * into r from test.register(3, 5);
    v_newest := nachet.register_inference(
        r.user_id, r.user_id, r.picture_id, test.sample_inference(1, 1),
        '{"pipeline": "Swin transformer"}'
    );
    update nachet_data.inference as i
    set upload_date = now() - interval '1 hour'
    where i.id = r.inference_id;
    assert nachet.get_picture_inference(
        r.user_id, r.user_id, r.picture_id
    ) -> 'inference_id' = v_newest -> 'inference_id';
    v_other := test.add_picture(r.user_id);
    assert nachet.get_picture_inference(r.user_id, r.user_id, v_other) is null,
        'none yet is an answer';
    perform test.raises(format(
        'select nachet.get_picture_inference(%L, %L, %L)', r.user_id, r.user_id, gen_random_uuid()
    ), 'NX004');
end
$test$;
