do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_result jsonb := test.sample_inference(1, 1);
    v_answer jsonb;
begin
    v_result := jsonb_set(v_result, '{boxes,0,topN,0,label}', '"099 Bromus  incognitus"');
    v_result := jsonb_set(v_result, '{boxes,0,label}', '"Bromus incognitus"');
    v_answer := nachet.register_inference(
        v_user, v_user, test.add_picture(v_user), v_result,
        jsonb_build_object('pipeline', test.add_pipeline())
    );
    assert v_answer #>> '{boxes,0,topN,0,label}' = '099 Bromus  incognitus';
    assert not (select s.confirmed from nachet.seed as s where s.name = 'Bromus incognitus');
    assert nachet.resolve_seed('099 bromus incognitus') ->> 'seed_name' = 'Bromus incognitus';
end
$test$;
