do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_document jsonb;
begin
    select * into r from test.import_ml_structure();
    v_document := replace(
        replace(test.ml_structure()::text, '"swin"', '"SWIN"'), '"Six seeds"', '"SIX Seeds"'
    )::jsonb;
    assert not jsonb_path_exists(
        nachet.import_ml_structure(r.admin_id, v_document),
        '$.* ? (@.added > 0 || @.updated > 0)'
    );
    assert nachet.get_ml_structure(r.admin_id) @? '$.models[*] ? (@.model_name == "swin")',
        'it keeps its name';
    assert test.raises(
        format('select nachet.import_ml_structure(%L, %L)', r.admin_id, '{"models": [
            {"model_name": "new", "task": "a", "version": 1},
            {"model_name": "NEW", "task": "a", "version": 1}
        ]}'),
        'NX207'
    ) ->> 'place' = 'models[1].model_name';
    assert test.raises(
        format('select nachet.import_ml_structure(%L, %L)', r.admin_id, '{"pipelines": [
            {"pipeline_name": "new", "models": []}, {"pipeline_name": "NEW", "models": []}
        ]}'),
        'NX207'
    ) ->> 'place' = 'pipelines[1].pipeline_name';
    v_document := nachet.register_inference(
        v_user, v_user, v_picture,
        test.sample_inference(1, 1) || '{"models": [{"name": "Swin", "version": "1"}]}',
        '{"pipeline": "six SEEDS"}'
    );
    assert v_document ->> 'pipeline_id' = test.pipeline_id('Six seeds')::text;
    assert (
        select m.name = 'Swin' and m.model_version_id is not null
        from nachet.inference_model as m
    );
end
$test$;
