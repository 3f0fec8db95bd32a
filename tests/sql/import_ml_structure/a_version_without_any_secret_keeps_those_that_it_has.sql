do $test$
declare
    r record;
    v_structure jsonb := test.ml_structure() #- '{models,0,endpoint}' #- '{models,0,api_key}';
begin
    select * into r from test.import_ml_structure();
    assert nachet.import_ml_structure(r.admin_id, v_structure) #> '{versions,unchanged}' = '3';
    assert nachet.get_model_secret('swin') ->> 'api_key' = 'swin-key';
    -- One that is new has none.
    perform nachet.import_ml_structure(
        r.admin_id, jsonb_set(v_structure, '{models,0,version}', '"2"')
    );
    assert nachet.get_model_secret('swin') = '{}';
    -- A new one takes the place of the old.
    v_structure := jsonb_set(test.ml_structure(), '{models,0,api_key}', '"new"');
    assert nachet.import_ml_structure(r.admin_id, v_structure) #> '{versions,updated}' = '1';
    assert nachet.get_model_secret('swin') ->> 'api_key' = 'new';
end
$test$;
