do $test$
declare
    r record;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    select * into r from test.import_ml_structure();
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), false);
    perform test.set_now('2030-01-02Z');
    v_answer := nachet.set_model_active(r.admin_id, test.model_id('six'), false);
    assert v_answer = jsonb_build_object(
        'model_id', test.model_id('six'), 'model_name', 'six', 'endpoint_name', '',
        'task', 'Classification', 'active', false, 'version', '1', 'versions', '["1"]'::jsonb,
        'training_datasets', '[]'::jsonb
    );
    perform test.set_now('2030-01-03Z');
    assert nachet.set_model_active(r.admin_id, test.model_id('six'), false) = v_answer;
    assert (select m.updated_at from nachet_data.model as m where m.name = 'six') = '2030-01-02Z';
    assert nachet.set_model_active(r.admin_id, test.model_id('six'), true)
        = v_answer || '{"active": true}';
end
$test$;
