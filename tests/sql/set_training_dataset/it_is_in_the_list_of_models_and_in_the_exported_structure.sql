do $test$
declare
    v_admin uuid;
    v_model uuid;
    v_id uuid;
    v_trained jsonb;
    v_exported jsonb;
    v_stored jsonb;
begin
    select i.admin_id into v_admin from test.import_ml_structure() as i;
    -- A version that is pinned beside the active one, too.
    perform nachet.import_ml_structure(v_admin, jsonb_set(
        jsonb_set(
            test.ml_structure(), '{models,1,other_versions}', '[{"version": 3, "dataset": "old"}]'
        ),
        '{pipelines,1,models}', '[{"name": "detector", "version": 3}, "six"]'
    ));
    v_model := test.model_id('detector');
    v_id := nachet.create_dataset(v_admin, 'Training', '{}') ->> 'dataset_id';
    v_trained := jsonb_build_object('dataset_id', v_id, 'dataset_name', 'Training');
    assert not nachet.export_ml_structure()::text like '%training_dataset%';
    assert not jsonb_path_exists(
        nachet.list_models(v_admin), '$[*].training_datasets ? (@.size() > 0)'
    );

    perform nachet.set_training_dataset(v_admin, v_model, '3', 'training');
    perform nachet.set_training_dataset(v_admin, test.model_id('swin'), '1', 'training');
    assert jsonb_path_query_array(
        nachet.list_models(v_admin), '$[*] ? (@.model_name == "detector").training_datasets'
    ) = jsonb_build_array(jsonb_build_array(v_trained || '{"version": "3"}'));
    v_exported := nachet.get_ml_structure(v_admin);
    assert jsonb_path_query_first(
        v_exported, '$.models[*] ? (@.model_name == "swin").training_dataset'
    ) = v_trained;
    assert jsonb_path_query_first(
        v_exported, '$.models[*] ? (@.model_name == "detector").other_versions[0]'
    ) = jsonb_build_object('version', 3, 'dataset', 'old', 'training_dataset', v_trained);
    assert not jsonb_path_query_first(
        v_exported, '$.models[*] ? (@.model_name == "detector")'
    ) ? 'training_dataset', 'of each version its own';

    -- An import passes it over: it is no key of the author's, shown or secret.
    perform nachet.import_ml_structure(v_admin, v_exported);
    v_stored := (select jsonb_agg(to_jsonb(v) order by v.id) from nachet_data.model_version as v);
    assert nachet.import_ml_structure(v_admin, replace(
        v_exported::text, '"Training"', '"Another"'
    )::jsonb) -> 'versions' = '{"added": 0, "updated": 0, "unchanged": 4}';
    assert (
        select jsonb_agg(to_jsonb(v) order by v.id) from nachet_data.model_version as v
    ) = v_stored;
    assert not v_stored::text like '%training_dataset%';
    assert not exists (
        select from nachet_data.model_secret as s where s.secret ? 'training_dataset'
    );
    assert nachet.get_ml_structure(v_admin) = v_exported;
end
$test$;
