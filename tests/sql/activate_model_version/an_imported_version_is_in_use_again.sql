do $test$
declare
    r record;
    v_answer jsonb;
begin
    select * into r from test.import_ml_structure();
    perform nachet.import_ml_structure(
        r.admin_id, jsonb_set(test.ml_structure(), '{models,0,version}', '2')
    );
    v_answer := nachet.activate_model_version(r.admin_id, test.model_id('swin'), '1');
    assert v_answer = jsonb_build_object(
        'model_id', test.model_id('swin'), 'model_name', 'swin', 'endpoint_name', 'swin-endpoint',
        'task', 'Classification', 'active', true, 'version', '1', 'versions', '["1", "2"]'::jsonb,
        'training_datasets', '[]'::jsonb
    );
    assert (
        select array_agg(v.version) from nachet_data.model_version as v
        where v.active and v.model_id = test.model_id('swin')
    ) = array['1'];
    assert nachet.activate_model_version(r.admin_id, test.model_id('swin'), '1') = v_answer;
end
$test$;
