do $test$
declare
    r record;
begin
    select * into r from test.import_ml_structure();
    assert test.raises($$select nachet.get_model_secret('none')$$, 'NX009')
        = '{"model_name": "none"}';
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), false);
    perform nachet.set_model_active(r.admin_id, test.model_id('six'), false);
    perform test.raises($$select nachet.get_model_secret('six')$$, 'NX009');
end
$test$;
