do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_good constant jsonb := test.ml_structure();
    v_case record;
    v_detail jsonb;
begin
    for v_case in
        select c.place, c.structure
        from (
            values
            ('', '7'::jsonb),
            ('', '"models"'),
            ('', 'null'),
            ('', '[]'),
            ('', '["models"]'),
            ('', '{}'),
            ('', '{"version": "1"}'),
            ('models', '{"models": {}}'),
            ('models', '{"models": null}'),
            ('pipelines', '{"pipelines": "x"}'),
            ('models[0].model_name', '{"models": [7]}'),
            ('models[1].model_name', v_good #- '{models,1,model_name}'),
            ('models[1].model_name', jsonb_set(v_good, '{models,1,model_name}', '" "')),
            (
                'models[1].model_name',
                jsonb_set(v_good, '{models,1,model_name}', to_jsonb(repeat('x', 201)))
            ),
            ('models[1].model_name', jsonb_set(v_good, '{models,1,model_name}', '"swin"')),
            ('models[1].version', v_good #- '{models,1,version}'),
            ('models[1].version', jsonb_set(v_good, '{models,1,version}', 'null')),
            ('models[1].version', jsonb_set(v_good, '{models,1,version}', '""')),
            ('models[1].version', jsonb_set(v_good, '{models,1,version}', '[1]')),
            (
                'models[1].version',
                jsonb_set(v_good, '{models,1,version}', to_jsonb(repeat('x', 201)))
            ),
            ('models[1].version', jsonb_set(v_good, '{models,1,version}', '1e200')),
            ('models[1].task', v_good #- '{models,1,task}'),
            ('models[1].task', jsonb_set(v_good, '{models,1,task}', '1')),
            ('models[1].task', jsonb_set(v_good, '{models,1,task}', '" "')),
            ('models[1].task', jsonb_set(v_good, '{models,1,task}', to_jsonb(repeat('x', 201)))),
            ('models[1].endpoint_name', jsonb_set(v_good, '{models,1,endpoint_name}', '1')),
            ('pipelines[0].pipeline_name', '{"pipelines": [{"models": []}]}'),
            (
                'pipelines[1].pipeline_name',
                jsonb_set(v_good, '{pipelines,1,pipeline_name}', '"Swin"')
            ),
            ('pipelines[1].pipeline_name', jsonb_set(v_good, '{pipelines,1,pipeline_name}', '5')),
            ('pipelines[1].models', v_good #- '{pipelines,1,models}'),
            ('pipelines[1].models', jsonb_set(v_good, '{pipelines,1,models}', '"six"')),
            ('pipelines[1].models[1]', jsonb_set(v_good, '{pipelines,1,models,1}', '"seven"')),
            ('pipelines[1].models[1]', jsonb_set(v_good, '{pipelines,1,models,1}', '7')),
            (
                'pipelines[1].models[1]',
                jsonb_set(v_good, '{pipelines,1,models,1}', '{"name": "six", "dataset": ""}')
            ),
            ('pipelines[1].models[1].name', jsonb_set(v_good, '{pipelines,1,models,1}', '{}')),
            (
                'pipelines[1].models[1].name',
                jsonb_set(v_good, '{pipelines,1,models,1}', '{"name": 6, "version": "1"}')
            ),
            (
                'pipelines[1].models[1].version',
                jsonb_set(v_good, '{pipelines,1,models,1}', '{"name": "six", "version": "2"}')
            ),
            (
                'pipelines[1].models[1].version',
                jsonb_set(v_good, '{pipelines,1,models,1}', '{"name": "six", "version": true}')
            ),
            ('models[1].other_versions', jsonb_set(v_good, '{models,1,other_versions}', '{}')),
            (
                'models[1].other_versions[0].version',
                jsonb_set(v_good, '{models,1,other_versions}', '[{"dataset": ""}]')
            ),
            (
                'models[1].other_versions[0].version',
                jsonb_set(v_good, '{models,1,other_versions}', '[7]')
            ),
            (
                'models[1].other_versions[0].version',
                jsonb_set(v_good, '{models,1,other_versions}', '[{"version": 1}]')
            ),
            (
                'models[1].other_versions[1].version',
                jsonb_set(v_good, '{models,1,other_versions}', '[{"version": 2}, {"version": "2"}]')
            ),
            ('pipelines[1].default', jsonb_set(v_good, '{pipelines,1,default}', 'true')),
            ('pipelines[1].default', jsonb_set(v_good, '{pipelines,1,default}', '"no"')),
            ('pipelines[1].api_key', jsonb_set(v_good, '{pipelines,1,api_key}', '"k"')),
            ('settings', v_good || '{"settings": {"secret": "s"}}')
        ) as c (place, structure)
    loop
        v_detail := test.raises(
            format('select nachet.import_ml_structure(%L, %L)', v_admin, v_case.structure), 'NX207'
        );
        assert v_detail ->> 'place'
            = v_case.place, v_detail || jsonb_build_object('structure', v_case.structure);
        assert v_detail ->> 'expected' is not null;
    end loop;
    assert not exists (select from nachet.model);
    assert not exists (select from nachet.pipeline);
end
$test$;
