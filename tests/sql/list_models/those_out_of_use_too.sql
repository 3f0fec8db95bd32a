do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org', 'read');
    v_models jsonb;
begin
    assert nachet.list_models(v_user) = '[]';
    select * into r from test.import_ml_structure();
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), false);
    perform nachet.set_model_active(r.admin_id, test.model_id('six'), false);
    v_models := nachet.list_models(v_user);
    assert jsonb_path_query_array(v_models, '$[*].model_name') = '["swin", "detector", "six"]';
    assert jsonb_path_query_array(v_models, '$[*].active') = '[true, true, false]';
    assert v_models::text !~ '-key|https';
    perform nachet.set_model_active(
        r.admin_id, (v_models #>> '{2,model_id}')::uuid, true
    );
    assert nachet.list_models(v_user) #> '{2,active}' = 'true';
    perform test.raises(format('select nachet.list_models(%L)', gen_random_uuid()), 'NX001');
end
$test$;
