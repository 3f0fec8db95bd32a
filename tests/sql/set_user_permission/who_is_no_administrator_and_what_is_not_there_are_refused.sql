do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('user@example.org');
begin
    perform test.raises(
        format('select nachet.set_user_permission(%L, %L, %L)', v_user, v_user, 'read'), 'NX302'
    );
    perform test.raises(
        format('select nachet.set_user_permission(%L, %L, %L)', gen_random_uuid(), v_user, 'read'),
        'NX001'
    );
    perform test.raises(
        format('select nachet.set_user_permission(%L, %L, %L)', v_admin, gen_random_uuid(), 'read'),
        'NX001'
    );
    assert test.raises(
        format('select nachet.set_user_permission(%L, %L, %L)', v_admin, v_user, 'Read'), 'NX209'
    ) = '{"permission": "Read"}';
    assert nachet.get_user('user@example.org') ->> 'permission' = 'manage';
end
$test$;
