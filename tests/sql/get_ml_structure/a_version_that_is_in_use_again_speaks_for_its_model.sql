do $test$
declare
    r record;
    v_structure jsonb := test.ml_structure();
begin
    select * into r from test.import_ml_structure();
    v_structure := jsonb_set(
        v_structure, '{models,0}',
        v_structure #> '{models,0}' || '{"version": 2, "api_key": "second"}'
    );
    perform nachet.import_ml_structure(r.admin_id, v_structure);
    assert jsonb_path_query_first(
        nachet.get_ml_structure(r.admin_id), '$.models[*] ? (@.model_name == "swin")'
    ) @> '{"version": 2, "api_key": "second"}';
    perform nachet.activate_model_version(r.admin_id, test.model_id('swin'), '1');
    assert jsonb_path_query_first(
        nachet.get_ml_structure(r.admin_id), '$.models[*] ? (@.model_name == "swin")'
    ) @> '{"version": "1", "api_key": "swin-key"}';
end
$test$;
