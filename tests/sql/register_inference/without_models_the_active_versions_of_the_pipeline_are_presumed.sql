do $test$
declare
    v_admin uuid;
    v_picture uuid;
    v_first jsonb;
    v_second jsonb;
begin
    v_admin := (test.import_ml_structure()).admin_id;
    v_picture := test.add_picture(v_admin);
    v_first := nachet.register_inference(
        v_admin, v_admin, v_picture, test.sample_inference(1, 2) - 'models',
        '{"pipeline": "Swin"}'
    );
    perform nachet.import_ml_structure(
        v_admin, jsonb_set(test.ml_structure(), '{models,1,version}', '"2"')
    );
    perform nachet.activate_model_version(v_admin, test.model_id('detector'), '2');
    v_second := nachet.register_inference(
        v_admin, v_admin, v_picture, test.sample_inference(1, 2) - 'models',
        '{"pipeline": "Swin"}'
    );
    assert (
        select
            jsonb_agg(
                jsonb_build_array(i.name, i.version, i.presumed) order by i.inference_id, i.position
            )
            = '[
                ["detector", "1", true], ["swin", "1", true],
                ["detector", "2", true], ["swin", "1", true]
            ]'
        from nachet.inference_model as i
        inner join nachet.model_version as v on i.model_version_id = v.id and i.version = v.version
    );
    assert not v_first ? 'models', 'what was sent comes back';

    -- An empty list says that none ran.
    perform nachet.register_inference(
        v_admin, v_admin, v_picture, test.sample_inference(1, 2) || '{"models": []}',
        '{"pipeline": "Swin"}'
    );
    assert (select count(*) from nachet.inference_model) = 4;
end
$test$;
