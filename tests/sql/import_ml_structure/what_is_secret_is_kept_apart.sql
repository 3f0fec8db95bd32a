do $test$
declare
    r record;
    v_structure jsonb := test.ml_structure();
begin
    v_structure := jsonb_set(
        v_structure, '{models,0,headers}', '{"Authorization-Token": "t", "Accept": "*"}'
    );
    v_structure := jsonb_set(
        v_structure, '{models,0}', (v_structure #> '{models,0}') || jsonb_build_object(
            'scoring_uri', 's', 'api_key_prod', 's', 'authorization', 's', 'key1', 's',
            'connection_string', 's', 'sas', 's', 'inference_endpoint', 's', 'auth', 's',
            'service', 'https://example.org'
        )
    );
    select * into r from test.import_ml_structure();
    perform nachet.import_ml_structure(r.admin_id, v_structure);
    assert (
        select v.data from nachet.model_version as v where v.model_id = test.model_id('swin')
    ) = '{
        "task": "Classification", "version": "1", "endpoint_name": "swin-endpoint", "dataset": "",
        "metrics": []
    }';
    assert nachet.get_model_secret('swin') = '{
        "endpoint": "https://example.org/swin", "api_key": "swin-key",
        "headers": {"Authorization-Token": "t", "Accept": "*"}, "scoring_uri": "s",
        "api_key_prod": "s", "authorization": "s", "key1": "s", "connection_string": "s",
        "sas": "s", "inference_endpoint": "s", "auth": "s", "service": "https://example.org"
    }';
end
$test$;
