do $test$
declare
    r record;
    v_user uuid := test.add_user('b@example.org');
    v_keys text[] := array[
        'apiKey1', 'conn_str', 'passphrase', 'dsn', 'jwt', 'pat', 'private_pem', 'host',
        'functionCode', 'x', 'Task', 'deployment', 'name'
    ];
    v_hidden jsonb := '{
        "description": "see https://ana:pw@example.org/x", "metrics": {"top1": 0.9, "pat": "xyz"},
        "dataset": "https://store.example/d?sv=1&sig=xyz", "job_name": "token: xyz",
        "created_by": ["-----BEGIN PRIVATE KEY-----"],
        "identifiable": [{"seed_name": "Avena fatua", "note": "xyz"}]
    }';
    v_shown jsonb := '{
        "description": "by hand; see the code of conduct", "dataset": {"name": "d", "version": "3"},
        "metrics": [{"name": "top1", "value": 0.9, "per": {"Avena fatua": 0.8, "best": true}}],
        "identifiable": [{"seed_name": "Avena fatua", "seed_id": "x"}, "Lolium perenne", 7]
    }';
    v_data jsonb;
    v_key text;
    v_model jsonb;
begin
    select * into r from test.import_ml_structure();
    foreach v_key in array v_keys loop
        v_hidden := v_hidden || jsonb_build_object(v_key, 'hush-hush');
    end loop;
    v_model := test.ml_structure() #> '{models,0}';
    perform nachet.import_ml_structure(
        r.admin_id, jsonb_build_object('models', jsonb_build_array(
            v_model || v_hidden, v_model || v_shown || '{"model_name": "open"}'
        ))
    );
    select v.data into v_data from nachet.model_version as v
    where v.model_id = test.model_id('swin');
    assert v_data = '{"task": "Classification", "version": "1", "endpoint_name": "swin-endpoint"}',
        v_data;
    assert nachet.get_model_secret('swin') @> v_hidden;
    select v.data into v_data from nachet.model_version as v
    where v.model_id = test.model_id('open');
    assert v_data @> v_shown, v_data;
    -- Whoever may not see secrets gets none; an administrator all, as it was imported.
    assert nachet.get_ml_structure(v_user)::text !~ 'hush|xyz';
    assert exists (
        select
        from jsonb_array_elements(nachet.get_ml_structure(r.admin_id) -> 'models') as m
        where m.value @> v_hidden
    );
    assert not exists (select from nachet.act as a where concat(a.before, a.after) ~ 'hush|xyz');

    -- The name of a deployment may be its address.
    v_model := v_model || '{"endpoint_name": "https://h.example/score?code=xyz"}';
    perform nachet.import_ml_structure(
        r.admin_id, jsonb_build_object('models', jsonb_build_array(v_model))
    );
    assert (select m.endpoint_name = '' from nachet.model as m where m.name = 'swin');
    assert nachet.get_model_secret('swin') ->> 'endpoint_name' like '%code=xyz';
end
$test$;
