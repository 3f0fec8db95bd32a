do $test$
declare
    v_user constant uuid := test.add_user('user@example.org');
    v_other constant uuid := test.add_user('other@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
begin
    assert test.raises(
        format('select nachet.set_user_email(%L, %L, %L)', v_user, v_user, 'OTHER@example.org'),
        'NX101'
    ) = '{"email": "OTHER@example.org"}';
    perform test.raises(
        format('select nachet.set_user_email(%L, %L, %L)', v_user, v_user, 'no address'), 'NX201'
    );
    perform test.raises(
        format('select nachet.set_user_email(%L, %L, %L)', v_user, v_other, 'x@example.org'),
        'NX302'
    );
    perform test.raises(
        format('select nachet.set_user_email(%L, %L, %L)', v_admin, gen_random_uuid(), 'x@y'),
        'NX001'
    );
    perform nachet.end_user(
        v_admin, v_other, '{"containers": "delete", "groups": "delete"}'
    );
    perform test.raises(
        format('select nachet.set_user_email(%L, %L, %L)', v_admin, v_other, 'x@y'), 'NX001'
    );
    assert nachet.get_user('user@example.org') ->> 'user_id' = v_user::text;
end
$test$;
