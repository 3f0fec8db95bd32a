do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org', 'read');
    v_pinned constant jsonb := jsonb_set(
        jsonb_set(test.ml_structure(), '{models,1,version}', '"2"'),
        '{pipelines,1,models}', '[{"name": "detector", "version": 1}, "six"]'
    );
    v_steps jsonb;
begin
    select * into r from test.import_ml_structure();
    -- Version 1 is not in the document, but imported already.
    assert nachet.import_ml_structure(r.admin_id, v_pinned) = '{
        "models": {"added": 0, "updated": 0, "unchanged": 3},
        "versions": {"added": 1, "updated": 0, "unchanged": 2},
        "pipelines": {"added": 0, "updated": 1, "unchanged": 1}
    }';
    assert nachet.import_ml_structure(r.admin_id, v_pinned) = '{
        "models": {"added": 0, "updated": 0, "unchanged": 3},
        "versions": {"added": 0, "updated": 0, "unchanged": 3},
        "pipelines": {"added": 0, "updated": 0, "unchanged": 2}
    }';
    v_steps := jsonb_build_array(
        jsonb_build_object(
            'model_id', test.model_id('detector'), 'model_name', 'detector', 'version', '1',
            'pinned', true
        ),
        jsonb_build_object(
            'model_id', test.model_id('six'), 'model_name', 'six', 'version', '1', 'pinned', false
        )
    );
    assert nachet.choose_pipeline(v_user, test.pipeline_id('Six seeds')) -> 'steps' = v_steps;
    assert nachet.get_pipeline_for(v_user) -> 'steps' = v_steps;
    assert nachet.get_pipeline_for(v_user) -> 'models' = '["detector", "six"]', 'names, as ever';
    assert nachet.list_pipelines(v_user) -> 1 -> 'steps' = v_steps;
    assert nachet.list_pipelines(v_user) -> 0 #>> '{steps,0,version}' = '2';
    assert (
        select array_agg(v.version order by pm.position)
        from nachet.pipeline_model as pm
        left join nachet.model_version as v on pm.model_version_id = v.id
        where pm.pipeline_id = test.pipeline_id('Six seeds')
    ) = array['1', null];

    -- The active version changes the others only.
    perform nachet.activate_model_version(r.admin_id, test.model_id('detector'), '1');
    perform nachet.activate_model_version(r.admin_id, test.model_id('detector'), '2');
    assert nachet.get_pipeline_for(v_user) -> 'steps' = v_steps;
    -- A missing or null version is the active one.
    perform nachet.import_ml_structure(
        r.admin_id,
        jsonb_set(
            v_pinned, '{pipelines,1,models}',
            '[{"name": "detector"}, {"name": "six", "version": null}]'
        )
    );
    assert nachet.get_pipeline_for(v_user) #> '{steps,0}' = jsonb_build_object(
        'model_id', test.model_id('detector'), 'model_name', 'detector', 'version', '2',
        'pinned', false
    );
end
$test$;
