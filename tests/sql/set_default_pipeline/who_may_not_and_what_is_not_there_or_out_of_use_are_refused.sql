do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org');
    v_six uuid;
begin
    select * into r from test.import_ml_structure();
    v_six := test.pipeline_id('Six seeds');
    perform test.raises(
        format('select nachet.set_default_pipeline(%L, %L)', v_user, v_six), 'NX302'
    );
    perform test.raises(
        format('select nachet.set_default_pipeline(%L, %L)', gen_random_uuid(), v_six), 'NX001'
    );
    assert test.raises(
        format('select nachet.set_default_pipeline(%L, %L)', r.admin_id, v_user), 'NX008'
    ) = jsonb_build_object('pipeline', v_user);
    perform nachet.set_pipeline_active(r.admin_id, v_six, false);
    perform test.raises(
        format('select nachet.set_default_pipeline(%L, %L)', r.admin_id, v_six), 'NX008'
    );
    assert (select array_agg(p.name) from nachet.pipeline as p where p.is_default) = array['Swin'];
end
$test$;
