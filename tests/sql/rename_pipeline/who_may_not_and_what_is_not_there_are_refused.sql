do $test$
declare
    r record;
    v_id uuid;
    v_user constant uuid := test.add_user('a@example.org');
begin
    select * into r from test.import_ml_structure();
    v_id := test.pipeline_id('Swin');
    perform test.raises(
        format('select nachet.rename_pipeline(%L, %L, %L)', v_user, v_id, 'x'), 'NX302'
    );
    perform test.raises(
        format('select nachet.rename_pipeline(%L, %L, %L)', r.admin_id, v_user, 'x'), 'NX008'
    );
    perform test.raises(
        format('select nachet.rename_pipeline(%L, %L, %L)', r.admin_id, v_id, ' '), 'NX202'
    );
    perform test.raises(
        format('select nachet.rename_pipeline(%L, %L, %L, %L)', r.admin_id, v_id, 'x', '{"x": 1}'),
        'NX210'
    );
end
$test$;
