do $test$
declare
    r record;
begin
    select * into r from test.import_ml_structure();
    assert nachet.get_model_secret('swin')
        = '{"endpoint": "https://example.org/swin", "api_key": "swin-key"}';
    perform nachet.import_ml_structure(
        r.admin_id,
        jsonb_set(
            jsonb_set(test.ml_structure(), '{models,0,version}', '2'), '{models,0,api_key}',
            '"second"'
        )
    );
    assert nachet.get_model_secret('swin') ->> 'api_key' = 'second';
    perform nachet.activate_model_version(r.admin_id, test.model_id('swin'), '1');
    assert nachet.get_model_secret('swin') ->> 'api_key' = 'swin-key';
    -- A pipeline may pin another one.
    assert nachet.get_model_secret('swin', '2') ->> 'api_key' = 'second';
    assert nachet.get_model_secret('swin', '1') ->> 'api_key' = 'swin-key';
    assert test.raises($$select nachet.get_model_secret('swin', '3')$$, 'NX009')
        = '{"model_name": "swin", "version": "3"}';
end
$test$;
