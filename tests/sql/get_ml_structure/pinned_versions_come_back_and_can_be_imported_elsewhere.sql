do $test$
declare
    r record;
    v_user constant uuid := test.add_user('b@example.org');
    v_pinned constant jsonb := jsonb_set(
        jsonb_set(
            jsonb_set(
                test.ml_structure(), '{models,1,other_versions}',
                '[{"version": 3, "dataset": "old", "endpoint": "https://example.org/old",
                    "api_key": "old-key"}]'
            ),
            '{pipelines,1,models}', '[{"name": "detector", "version": 3}, "six"]'
        ),
        '{pipelines,1,steps}', '"a key of its author''s own"'
    );
    v_exported jsonb;
begin
    select * into r from test.import_ml_structure();
    assert nachet.import_ml_structure(r.admin_id, v_pinned) -> 'versions'
        = '{"added": 1, "updated": 0, "unchanged": 3}';
    assert nachet._model_document(test.model_id('detector')) ->> 'version' = '1';
    assert nachet.get_model_secret('detector', '3') ->> 'api_key' = 'old-key';

    v_exported := nachet.get_ml_structure(r.admin_id);
    assert v_exported #> '{pipelines,1,models}' = v_pinned #> '{pipelines,1,models}';
    assert v_exported #> '{pipelines,1,steps}' = v_pinned #> '{pipelines,1,steps}';
    assert v_exported #> '{pipelines,0,models}' = '["detector", "swin"]';
    assert not v_exported -> 'pipelines' -> 0 ? 'steps';
    assert jsonb_path_query_first(
        v_exported, '$.models[*] ? (@.model_name == "detector").other_versions'
    ) = v_pinned #> '{models,1,other_versions}';
    assert jsonb_array_length(v_exported -> 'models') = 3, 'each once';
    assert nachet.export_ml_structure() = v_exported;
    assert not nachet.get_ml_structure(v_user)::text like '%old-key%';
    perform nachet.import_ml_structure(r.admin_id, v_exported);
    assert nachet.import_ml_structure(r.admin_id, v_exported) = '{
        "models": {"added": 0, "updated": 0, "unchanged": 3},
        "versions": {"added": 0, "updated": 0, "unchanged": 4},
        "pipelines": {"added": 0, "updated": 0, "unchanged": 2}
    }';

    -- Somewhere else.
    delete from nachet_data.pipeline;
    delete from nachet_data.model;
    perform nachet.import_ml_structure(r.admin_id, v_exported);
    assert nachet.get_ml_structure(r.admin_id) #- '{pipelines,0,pipeline_id}'
        #- '{pipelines,1,pipeline_id}' #- '{models,0,model_id}' #- '{models,1,model_id}'
        #- '{models,2,model_id}'
        = v_exported #- '{pipelines,0,pipeline_id}'
        #- '{pipelines,1,pipeline_id}' #- '{models,0,model_id}' #- '{models,1,model_id}'
        #- '{models,2,model_id}';

    -- A version that is active, or that no pipeline in use pins, needs no place of its own.
    perform nachet.activate_model_version(r.admin_id, test.model_id('detector'), '3');
    assert not nachet.export_ml_structure()::text like '%other_versions%';
    perform nachet.activate_model_version(r.admin_id, test.model_id('detector'), '1');
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), false);
    assert not nachet.export_ml_structure()::text like '%other_versions%';
end
$test$;
