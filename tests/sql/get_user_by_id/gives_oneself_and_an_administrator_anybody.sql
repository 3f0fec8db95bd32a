do $test$
declare
    v_user constant uuid := test.add_user('user@example.org');
    v_other constant uuid := test.add_user('other@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
begin
    assert nachet.get_user_by_id(v_user, v_user) = nachet.get_user('user@example.org');
    assert nachet.get_user_by_id(v_admin, v_user) = nachet.get_user('user@example.org');
    perform test.raises(format('select nachet.get_user_by_id(%L, %L)', v_user, v_other), 'NX302');
    perform test.raises(
        format('select nachet.get_user_by_id(%L, %L)', v_admin, gen_random_uuid()), 'NX001'
    );
end
$test$;
