do $test$
declare
    r record;
    v_picture uuid;
    v_answer jsonb;
begin
    select * into r from test.import_ml_structure();
    v_picture := test.add_picture(r.admin_id);
    v_answer := nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Swin'), false);
    assert v_answer @> '{"pipeline_name": "Swin", "active": false, "default": false}';
    assert nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Swin'), false) = v_answer;
    assert not exists (select from nachet.pipeline as p where p.is_default);
    perform test.raises(format(
        'select nachet.register_inference(%L, %L, %L, %L, %L)', r.admin_id, r.admin_id, v_picture,
        test.sample_inference(0, 0), '{"pipeline": "Swin"}'
    ), 'NX008');
    -- Back in use, it is not the default again.
    assert nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Swin'), true)
        @> '{"active": true, "default": false}';
    perform nachet.register_inference(
        r.admin_id, r.admin_id, v_picture, test.sample_inference(0, 0), '{"pipeline": "Swin"}'
    );
end
$test$;
