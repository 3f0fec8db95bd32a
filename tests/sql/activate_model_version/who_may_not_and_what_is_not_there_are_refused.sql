do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org');
    v_model uuid;
begin
    select * into r from test.import_ml_structure();
    v_model := test.model_id('swin');
    perform test.raises(
        format('select nachet.activate_model_version(%L, %L, %L)', v_user, v_model, '1'), 'NX302'
    );
    perform test.raises(
        format('select nachet.activate_model_version(%L, %L, %L)', gen_random_uuid(), v_model, '1'),
        'NX001'
    );
    assert test.raises(
        format('select nachet.activate_model_version(%L, %L, %L)', r.admin_id, v_model, '2'),
        'NX009'
    ) = jsonb_build_object('model_id', v_model, 'version', '2');
    perform test.raises(
        format('select nachet.activate_model_version(%L, %L, %L)', r.admin_id, v_user, '1'), 'NX009'
    );
end
$test$;
