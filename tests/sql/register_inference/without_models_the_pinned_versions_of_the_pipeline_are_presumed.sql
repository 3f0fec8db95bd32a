do $test$
declare
    v_admin uuid;
    v_picture uuid;
begin
    v_admin := (test.import_ml_structure()).admin_id;
    v_picture := test.add_picture(v_admin);
    perform nachet.import_ml_structure(
        v_admin,
        jsonb_set(
            jsonb_set(test.ml_structure(), '{models,1,version}', '"2"'),
            '{pipelines,1,models}', '[{"name": "detector", "version": "1"}, "six"]'
        )
    );
    perform nachet.register_inference(
        v_admin, v_admin, v_picture, test.sample_inference(1, 2) - 'models',
        jsonb_build_object('pipeline', p.name)
    )
    from nachet.pipeline as p
    order by p.name;
    assert (
        select
            jsonb_agg(
                jsonb_build_array(p.name, i.name, i.version, i.presumed) order by p.name, i.position
            )
            = '[
                ["Six seeds", "detector", "1", true], ["Six seeds", "six", "1", true],
                ["Swin", "detector", "2", true], ["Swin", "swin", "1", true]
            ]'
        from nachet.inference_model as i
        inner join nachet.model_version as v on i.model_version_id = v.id and i.version = v.version
        inner join nachet.inference as n on i.inference_id = n.id
        inner join nachet.pipeline as p on n.pipeline_id = p.id
    );
    assert not exists (select from nachet.unknown_model_version);
end
$test$;
