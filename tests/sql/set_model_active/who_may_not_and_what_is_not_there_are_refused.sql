do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org');
begin
    select * into r from test.import_ml_structure();
    perform test.raises(
        format('select nachet.set_model_active(%L, %L, true)', v_user, test.model_id('six')),
        'NX302'
    );
    perform test.raises(
        format(
            'select nachet.set_model_active(%L, %L, true)', gen_random_uuid(), test.model_id('six')
        ),
        'NX001'
    );
    assert test.raises(
        format('select nachet.set_model_active(%L, %L, false)', r.admin_id, v_user), 'NX009'
    ) = jsonb_build_object('model_id', v_user);
end
$test$;
