do $test$
declare
    r record;
    v_other jsonb;
    v_box constant jsonb := '{"topX": 9, "topY": 0, "bottomX": 19, "bottomY": 9}';
begin
    select * into r from test.register(2, 5);
    v_other := test.register_again(
        r.user_id, r.picture_id, test.sample_inference(2, 2)
    );
    assert jsonb_array_length(
        nachet.list_review_queue(r.user_id, r.user_id) -> 'items'
    ) = 4, 'nobody knows yet what is one seed';
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, jsonb_build_object('box', v_box, 'label', 'Avena fatua'))
        || test.feedback(r.document, 1)
    );
    assert (
        select count(*) = 2 and bool_and(i.verified) and count(i.verified_by) = 2
        from nachet.inference_summary as i
    );
    v_other := nachet.get_inference(
        r.user_id, r.user_id, (v_other ->> 'inference_id')::uuid
    ) #> '{boxes,0}';
    assert v_other ->> 'label' = 'Avena fatua';
    assert v_other -> 'box' = v_box, 'a person moved it';
    assert (select count(*) from nachet.verified_object) = 2;
end
$test$;
