do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org', 'read');
    v_answer jsonb;
    v_document jsonb;
begin
    select * into r from test.import_ml_structure();
    v_answer := nachet.choose_pipeline(v_user, test.pipeline_id('Six seeds'));
    assert v_answer ->> 'pipeline_name' = 'Six seeds';
    assert v_answer -> 'chosen' = 'true';
    assert nachet.get_pipeline_for(v_user) = v_answer;
    assert nachet.get_pipeline_for(r.admin_id) ->> 'pipeline_name' = 'Swin';
    assert nachet.choose_pipeline(v_user, test.pipeline_id('Six seeds')) = v_answer;
    perform nachet.choose_pipeline(v_user, test.pipeline_id('Swin'));
    assert (select array_agg(d.pipeline_id) from nachet.pipeline_default as d)
        = array[test.pipeline_id('Swin')];
    -- An inference without a named pipeline takes it.
    perform nachet.choose_pipeline(r.admin_id, test.pipeline_id('Six seeds'));
    v_document := nachet.register_inference(
        r.admin_id, r.admin_id, test.add_picture(r.admin_id), test.sample_inference(0, 0)
    );
    assert v_document ->> 'pipeline_id' = test.pipeline_id('Six seeds')::text;
end
$test$;
