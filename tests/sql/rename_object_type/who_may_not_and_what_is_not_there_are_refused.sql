do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org');
begin
    perform test.raises(
        format('select nachet.rename_object_type(%L, 2, %L)', v_user, 'soil'), 'NX302'
    );
    perform test.raises(
        format('select nachet.rename_object_type(%L, 99999, %L)', v_admin, 'soil'), 'NX015'
    );
    perform test.raises(
        format('select nachet.rename_object_type(%L, 2, %L)', v_admin, ' '), 'NX202'
    );
    perform test.raises(
        format('select nachet.rename_object_type(%L, 2, %L, %L)', v_admin, 'soil', '{"x": 1}'),
        'NX210'
    );
end
$test$;
