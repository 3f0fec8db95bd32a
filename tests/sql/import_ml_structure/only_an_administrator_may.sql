do $test$
begin
    perform test.raises(
        format(
            'select nachet.import_ml_structure(%L, %L)', test.add_user('a@example.org'),
            test.ml_structure()
        ), 'NX302'
    );
    perform test.raises(
        format('select nachet.import_ml_structure(%L, %L)', gen_random_uuid(), test.ml_structure()),
        'NX001'
    );
    assert not exists (select from nachet.model);
end
$test$;
