do $test$
declare
    r record;
    v_model jsonb := (test.ml_structure() #> '{models,0}')
        || '{"classes": ["a"], "stage": "https://example.org", "license": "MIT"}';
    v_answer jsonb;
    v_whole jsonb;
begin
    select * into r from test.import_ml_structure();
    perform nachet.import_ml_structure(
        r.admin_id, jsonb_build_object('models', jsonb_build_array(v_model))
    );
    v_whole := nachet.export_ml_structure();
    v_answer := nachet.set_shown_model_keys(
        r.admin_id, array[' stage', 'classes', 'classes', 'task'], '{"reason": "no secret"}'
    );
    assert v_answer -> 'installation_keys' = '["classes", "stage"]', v_answer;
    assert v_answer -> 'usual_keys' @> '["task", "version", "metrics"]', v_answer;
    assert (
        select v.data ->> 'classes' = '["a"]' and not v.data ?| array['stage', 'license', 'api_key']
        from nachet.model_version as v
        where v.model_id = test.model_id('swin')
    );
    assert nachet.get_model_secret('swin') = '{
        "endpoint": "https://example.org/swin", "api_key": "swin-key", "license": "MIT",
        "stage": "https://example.org"
    }';
    assert nachet.export_ml_structure() = v_whole;
    -- Imported again it is shown at once, and nothing has changed.
    assert nachet.import_ml_structure(
        r.admin_id, jsonb_build_object('models', jsonb_build_array(v_model))
    ) #> '{versions,unchanged}' = '1';
    assert (
        select (a.before, a.after, a.reason) = (
            '{"model_keys": []}', '{"model_keys": ["classes", "stage"]}', 'no secret'
        )
        from nachet.act as a
        where a.act = 'set_shown_model_keys'
    );
    -- Said again it is no act; taken back it is a secret again.
    perform nachet.set_shown_model_keys(r.admin_id, array['classes', 'stage']);
    perform nachet.set_shown_model_keys(r.admin_id, '{}');
    assert (select count(*) = 2 from nachet.act as a where a.act = 'set_shown_model_keys');
    assert not (
        select v.data ? 'classes' from nachet.model_version as v
        where v.model_id = test.model_id('swin')
    );
    assert nachet.export_ml_structure() = v_whole;
end
$test$;
