do $test$
declare
    r record;
    v_answer jsonb;
begin
    select * into r from test.register(3, 5);
    v_answer := nachet.verify_seed(r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0) || test.feedback(r.document, 1)
    );
    assert v_answer -> 'inference_verified' = 'false';
    v_answer := nachet.verify_seed(r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 2, '{"label": "", "classId": ""}')
    );
    assert v_answer -> 'inference_verified' = 'true';
    assert v_answer -> 'picture_verified' = 'true';
    assert (
        select array_agg(ps.seed_id order by ps.seed_id)
        from nachet.picture_seed as ps
        where ps.picture_id = r.picture_id
    ) = (
        select array_agg(distinct o.seed_id order by o.seed_id) from nachet.verified_object as o
    );
end
$test$;
