do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org');
begin
    select * into r from test.import_ml_structure();
    perform test.raises(
        format(
            'select nachet.set_pipeline_active(%L, %L, false)', v_user, test.pipeline_id('Swin')
        ),
        'NX302'
    );
    perform test.raises(
        format(
            'select nachet.set_pipeline_active(%L, %L, false)', gen_random_uuid(),
            test.pipeline_id('Swin')
        ), 'NX001'
    );
    assert test.raises(
        format('select nachet.set_pipeline_active(%L, %L, false)', r.admin_id, v_user), 'NX008'
    ) = jsonb_build_object('pipeline_id', v_user);
end
$test$;
