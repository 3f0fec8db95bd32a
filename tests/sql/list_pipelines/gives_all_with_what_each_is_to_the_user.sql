do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org', 'read');
begin
    assert nachet.list_pipelines(v_user) = '[]';
    select * into r from test.import_ml_structure();
    perform nachet.choose_pipeline(v_user, test.pipeline_id('Six seeds'));
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), false);
    assert nachet.list_pipelines(v_user) = jsonb_build_array(
        jsonb_build_object(
            'pipeline_id', test.pipeline_id('Swin'), 'pipeline_name', 'Swin', 'active', true,
            'default', true, 'chosen', false, 'models', '["detector", "swin"]'::jsonb,
            'steps', jsonb_build_array(
                jsonb_build_object(
                    'model_id', test.model_id('detector'), 'model_name', 'detector', 'version', '1',
                    'pinned', false
                ),
                jsonb_build_object(
                    'model_id', test.model_id('swin'), 'model_name', 'swin', 'version', '1',
                    'pinned', false
                )
            )
        ),
        jsonb_build_object(
            'pipeline_id', test.pipeline_id('Six seeds'), 'pipeline_name', 'Six seeds',
            'active', false, 'default', false, 'chosen', true,
            'models', '["detector", "six"]'::jsonb,
            'steps', jsonb_build_array(
                jsonb_build_object(
                    'model_id', test.model_id('detector'), 'model_name', 'detector', 'version', '1',
                    'pinned', false
                ),
                jsonb_build_object(
                    'model_id', test.model_id('six'), 'model_name', 'six', 'version', '1',
                    'pinned', false
                )
            )
        )
    );
    assert not jsonb_path_exists(
        nachet.list_pipelines(r.admin_id), '$[*] ? (@.chosen == true)'
    );
    perform test.raises(format('select nachet.list_pipelines(%L)', gen_random_uuid()), 'NX001');
end
$test$;
