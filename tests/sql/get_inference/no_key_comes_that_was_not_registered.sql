do $test$
declare
    r record;
    v_document jsonb;
    v_read jsonb;
begin
    select * into r from test.register(0, 0);
    v_document := test.sample_inference(3, 2);
    for v_box in 0 .. 2 loop
        v_document := (v_document #- array['boxes', v_box::text, 'overlapping'])
            #- array['boxes', v_box::text, 'color'];
    end loop;
    v_document := test.register_again(r.user_id, r.picture_id, v_document);
    v_document := nachet.get_inference(
        r.user_id, r.user_id, (v_document ->> 'inference_id')::uuid
    );
    perform nachet.verify_seed(
        r.user_id, r.user_id, (v_document ->> 'inference_id')::uuid,
        test.feedback(v_document, 0, '{"label": "", "classId": ""}')
    );
    v_read := nachet.get_inference(
        r.user_id, r.user_id, (v_document ->> 'inference_id')::uuid
    );
    assert v_read -> 'boxes' = (v_document -> 'boxes') - 0, v_read -> 'boxes';
end
$test$;
