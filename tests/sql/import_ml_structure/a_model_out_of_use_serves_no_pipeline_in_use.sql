do $test$
declare
    r record;
    v_structure constant jsonb := '{"pipelines": [{"pipeline_name": "New", "models": ["six"]}]}';
begin
    select * into r from test.import_ml_structure();
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), false);
    perform nachet.set_model_active(r.admin_id, test.model_id('six'), false);
    assert test.raises(
        format('select nachet.import_ml_structure(%L, %L)', r.admin_id, v_structure), 'NX207'
    ) ->> 'place' = 'pipelines[0].models[0]';
end
$test$;
