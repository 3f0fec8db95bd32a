do $test$
declare
    r record;
    v_document jsonb;
begin
    select * into r from test.register(1, 1);
    v_document := nachet.register_inference(
        r.user_id, r.user_id, r.picture_id,
        test.sample_inference(1, 1)
        || '{"models": [{"name": "twice", "version": 1}, {"name": "twice", "version": "1"}]}',
        jsonb_build_object('pipeline', 'Swin transformer')
    );
    perform nachet.verify_seed(
        r.user_id, r.user_id, (v_document ->> 'inference_id')::uuid, test.feedback(v_document, 0)
    );
    assert (
        select m.nb_reviewed = 1 and m.nb_right = 1
        from nachet.model_accuracy as m
        where m.model_name = 'twice'
    );
end
$test$;
