do $test$
declare
    r record;
    v_answer jsonb;
begin
    select * into r from test.import_ml_structure();
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), false);
    perform nachet.set_model_active(r.admin_id, test.model_id('six'), false);
    v_answer := nachet.get_ml_structure(r.admin_id);
    assert jsonb_path_query_array(v_answer, '$.pipelines[*].pipeline_name') = '["Swin"]';
    assert jsonb_path_query_array(v_answer, '$.models[*].model_name') = '["detector", "swin"]';
end
$test$;
