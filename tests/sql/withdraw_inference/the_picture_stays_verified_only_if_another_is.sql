do $test$
declare
    r record;
    v_second jsonb;
    v_answer jsonb;
begin
    select * into r from test.register(1, 2);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0)
    );
    -- It finds its box verified.
    v_second := test.register_again(r.user_id, r.picture_id, test.sample_inference(1, 2));
    v_answer := nachet.withdraw_inference(r.user_id, r.user_id, r.inference_id);
    assert v_answer -> 'picture_verified' = 'true', 'the other inference is verified';
    assert nachet.get_picture_inference(r.user_id, r.user_id, r.picture_id)
        #> '{boxes,0,is_verified}' = 'true', 'through what was said of the withdrawn one';

    v_answer := nachet.withdraw_inference(
        r.user_id, r.user_id, (v_second ->> 'inference_id')::uuid
    );
    assert v_answer -> 'picture_verified' = 'false';
    assert not exists (select from nachet.picture_seed as ps where ps.picture_id = r.picture_id);
    assert (select s.state = 'settled' from nachet.specimen as s where s.picture_id = r.picture_id);

    v_answer := nachet.reinstate_inference(r.user_id, r.user_id, r.inference_id);
    assert v_answer -> 'picture_verified' = 'true';
    assert exists (select from nachet.picture_seed as ps where ps.picture_id = r.picture_id);
end
$test$;
