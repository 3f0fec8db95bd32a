do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org');
begin
    perform test.raises(
        format('select nachet.set_object_type_active(%L, 2, false)', v_user), 'NX302'
    );
    perform test.raises(
        format('select nachet.set_object_type_active(%L, 99999, false)', v_admin), 'NX015'
    );
    perform test.raises(
        format('select nachet.set_object_type_active(%L, 1, false)', v_admin), 'NX172'
    );
    assert nachet.set_object_type_active(v_admin, 1, true) -> 'active' = 'true';
end
$test$;
