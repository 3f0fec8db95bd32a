do $test$
declare
    r record;
    v_second jsonb;
    v_tally jsonb;
begin
    select * into r from test.register(2, 2);
    v_second := test.register_again(r.user_id, r.picture_id, test.sample_inference(2, 2));
    perform nachet.withdraw_inference(r.user_id, r.user_id, r.inference_id);
    perform nachet.verify_seed(
        r.user_id, r.user_id, (v_second ->> 'inference_id')::uuid,
        test.feedback(v_second, 0) || test.feedback(v_second, 1)
    );
    assert (select count(distinct t.inference_id) = 1 from nachet.tally as t);
    perform nachet.reinstate_inference(r.user_id, r.user_id, r.inference_id);
    assert jsonb_path_query_array(
        nachet.get_inference(r.user_id, r.user_id, r.inference_id), '$.boxes[*].is_verified'
    ) = '[true, true]';
    assert (
        select sum(t.nb_specimen) = 4 and count(distinct t.inference_id) = 2 from nachet.tally as t
    );
    assert (select bool_and(i.verified) from nachet.inference as i);
end
$test$;
