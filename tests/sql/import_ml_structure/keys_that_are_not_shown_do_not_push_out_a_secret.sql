do $test$
declare
    r record;
    v_model jsonb := (test.ml_structure() #> '{models,0}') || '{"classes": ["a"], "stage": "1"}';
begin
    select * into r from test.import_ml_structure();
    perform nachet.import_ml_structure(
        r.admin_id, jsonb_build_object('models', jsonb_build_array(v_model))
    );
    -- A document without address and key, as one that is kept beside the code.
    v_model := (v_model - array['endpoint', 'api_key', 'stage']) || '{"classes": ["a", "b"]}';
    perform nachet.import_ml_structure(
        r.admin_id, jsonb_build_object('models', jsonb_build_array(v_model))
    );
    assert nachet.get_model_secret('swin') = '{
        "endpoint": "https://example.org/swin", "api_key": "swin-key", "classes": ["a", "b"],
        "stage": "1"
    }';
    assert nachet.import_ml_structure(
        r.admin_id, jsonb_build_object('models', jsonb_build_array(v_model))
    ) #> '{versions,unchanged}' = '1';
end
$test$;
