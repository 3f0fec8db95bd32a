do $test$
declare
    v_first constant uuid := test.add_user('first@example.org', 'admin');
    v_second constant uuid := test.add_user('second@example.org', 'write');
begin
    assert test.raises(
        format('select nachet.set_user_permission(%L, %L, %L)', v_first, v_first, 'manage'), 'NX114'
    ) = jsonb_build_object('user_id', v_first);
    perform nachet.set_user_permission(v_first, v_first, 'admin');
    perform nachet.set_user_permission(v_first, v_second, 'admin');
    perform nachet.set_user_permission(v_first, v_first, 'read');
    perform test.raises(
        format('select nachet.set_user_permission(%L, %L, %L)', v_first, v_second, 'read'), 'NX302'
    );
    perform test.raises(
        format('select nachet.set_user_permission(%L, %L, %L)', v_second, v_second, 'read'), 'NX114'
    );
end
$test$;
