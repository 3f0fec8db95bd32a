do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org');
begin
    select * into r from test.import_ml_structure();
    perform test.raises(
        format(
            'select nachet.choose_pipeline(%L, %L)', gen_random_uuid(), test.pipeline_id('Swin')
        ),
        'NX001'
    );
    perform test.raises(
        format('select nachet.choose_pipeline(%L, %L)', v_user, gen_random_uuid()), 'NX008'
    );
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), false);
    perform test.raises(
        format('select nachet.choose_pipeline(%L, %L)', v_user, test.pipeline_id('Six seeds')),
        'NX008'
    );
    assert not exists (select from nachet.pipeline_default);
end
$test$;
