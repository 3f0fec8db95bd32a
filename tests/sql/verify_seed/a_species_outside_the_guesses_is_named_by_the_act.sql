do $test$
declare
    r record;
    v_answer jsonb;
    v_seed uuid;
begin
    select * into r from test.register(3, 5);
    v_seed := nachet.resolve_seed('Tripleurospermum maritimum') ->> 'seed_id';
    v_answer := nachet.verify_seed(r.user_id, r.user_id, r.inference_id, test.feedback(
        r.document, 0, jsonb_build_object('label', 'Bromus japonicus', 'classId', v_seed)
    )) #> '{boxes,0}';
    assert v_answer ->> 'label' = 'Tripleurospermum maritimum', 'the id wins over the label';
    assert v_answer -> 'top_id' = v_answer -> 'identification_id';
    assert (select count(*) from nachet.seed_object) = 15, 'no guess is invented';
end
$test$;
