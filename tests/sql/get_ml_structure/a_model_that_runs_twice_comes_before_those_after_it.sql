do $test$
declare
    r record;
begin
    select * into r from test.import_ml_structure();
    perform nachet.import_ml_structure(
        r.admin_id, '{"pipelines": [{"pipeline_name": "Twice", "models": ["six", "six", "swin"]}]}'
    );
    assert jsonb_path_query_array(nachet.get_ml_structure(r.admin_id), '$.models[*].model_name')
        = '["detector", "six", "swin"]';
end
$test$;
