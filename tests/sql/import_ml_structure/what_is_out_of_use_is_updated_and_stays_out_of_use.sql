do $test$
declare
    r record;
    v_structure jsonb := jsonb_set(
        test.ml_structure(), '{pipelines,1,default}', 'true'
    ) #- '{pipelines,0,default}';
begin
    select * into r from test.import_ml_structure();
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), false);
    perform nachet.set_model_active(r.admin_id, test.model_id('six'), false);
    v_structure := jsonb_set(v_structure, '{pipelines,1,created_by}', '"Others"');
    v_structure := jsonb_set(v_structure, '{models,2,endpoint_name}', '"six-endpoint"');
    perform nachet.import_ml_structure(r.admin_id, v_structure);
    assert (
        select (m.active, m.endpoint_name) = (false, 'six-endpoint') from nachet.model as m
        where m.name = 'six'
    );
    assert (
        select (p.active, p.is_default, p.data) = (false, false, '{"created_by": "Others"}'::jsonb)
        from nachet.pipeline as p
        where p.name = 'Six seeds'
    );
    assert (select p.is_default from nachet.pipeline as p where p.name = 'Swin');
end
$test$;
