do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('user@example.org', 'read');
    v_answer jsonb;
begin
    perform test.raises(
        format('select nachet.create_picture_set(%L, %L)', v_user, v_user), 'NX301'
    );
    v_answer := nachet.set_user_permission(v_admin, v_user, 'write');
    assert v_answer = nachet.get_user('user@example.org');
    assert v_answer ->> 'permission' = 'write';
    perform nachet.create_picture_set(v_user, v_user);
    perform test.raises(format('select nachet.create_container(%L)', v_user), 'NX301');
    perform nachet.set_user_permission(v_admin, v_user, 'admin');
    perform nachet.create_picture_set(v_user, v_admin);
end
$test$;
