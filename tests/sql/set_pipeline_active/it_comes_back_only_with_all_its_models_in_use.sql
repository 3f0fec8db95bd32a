do $test$
declare
    r record;
    v_six uuid;
begin
    select * into r from test.import_ml_structure();
    v_six := test.pipeline_id('Six seeds');
    perform nachet.set_pipeline_active(r.admin_id, v_six, false);
    perform nachet.set_model_active(r.admin_id, test.model_id('six'), false);
    assert test.raises(
        format('select nachet.set_pipeline_active(%L, %L, true)', r.admin_id, v_six), 'NX009'
    ) = '{"inactive_models": ["six"]}';
    perform nachet.set_model_active(r.admin_id, test.model_id('six'), true);
    assert nachet.set_pipeline_active(r.admin_id, v_six, true) -> 'active' = 'true';
end
$test$;
