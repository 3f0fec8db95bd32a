do $test$
declare
    r record;
    v_swin uuid;
    v_six uuid;
begin
    select * into r from test.import_ml_structure();
    v_swin := test.pipeline_id('Swin');
    v_six := test.pipeline_id('Six seeds');
    for v_n in 1..2 loop
        perform nachet.set_default_pipeline(r.admin_id, v_six);
        perform nachet.choose_pipeline(r.admin_id, v_swin);
        perform nachet.set_pipeline_active(r.admin_id, v_six, true);
        perform nachet.set_model_active(r.admin_id, test.model_id('six'), true);
        perform nachet.activate_model_version(r.admin_id, test.model_id('six'), '1');
    end loop;
    perform nachet.choose_pipeline(r.admin_id, v_six);
    perform nachet.clear_pipeline_choice(r.admin_id);
    perform nachet.clear_pipeline_choice(r.admin_id);
    perform nachet.set_pipeline_active(r.admin_id, v_six, false);
    perform nachet.set_model_active(r.admin_id, test.model_id('six'), false);
    assert (
        select jsonb_agg(jsonb_build_array(a.act, a.before, a.after) order by a.id)
        from nachet.act as a
        where a.act not in ('import_ml_structure', 'create_user')
    ) = format('[
        ["set_default_pipeline", {"default": true}, {"default": false}],
        ["set_default_pipeline", {"default": false}, {"default": true}],
        ["choose_pipeline", null, {"user_id": "%1$s", "pipeline_id": "%2$s"}],
        ["choose_pipeline", {"pipeline_id": "%2$s"}, {"pipeline_id": "%3$s"}],
        ["clear_pipeline_choice", {"user_id": "%1$s", "pipeline_id": "%3$s"}, null],
        ["set_pipeline_active", {"active": true, "default": true},
            {"active": false, "default": false}],
        ["set_model_active", {"active": true}, {"active": false}]
    ]', r.admin_id, v_swin, v_six)::jsonb;
end
$test$;
