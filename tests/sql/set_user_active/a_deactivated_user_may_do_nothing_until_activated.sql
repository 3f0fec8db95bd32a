do $test$
declare
    v_user constant uuid := test.add_user('user@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_user);
    v_before constant jsonb := nachet.get_user('user@example.org');
    v_answer jsonb;
begin
    v_answer := nachet.set_user_active(v_admin, v_user, false, '{"reason": "Left."}');
    assert v_answer = v_before || '{"state": "deactivated"}';
    assert nachet.set_user_active(v_admin, v_user, false) = v_answer;
    assert test.raises(format('select nachet.list_picture_sets(%L, %L)', v_user, v_user), 'NX303')
        = jsonb_build_object('user_id', v_user);
    perform test.raises(format('select nachet.list_containers(%L)', v_user), 'NX303');
    perform test.raises(format('select nachet.get_group(%L, %L)', v_user, v_group), 'NX303');
    perform test.raises(format('select nachet.get_user_by_id(%L, %L)', v_user, v_user), 'NX303');
    -- What is decided for the user meanwhile counts later.
    perform nachet.set_user_permission(v_admin, v_user, 'write');
    assert nachet.set_user_active(v_admin, v_user, true) = v_before || '{"permission": "write"}';
    perform nachet.list_picture_sets(v_user, v_user);
end
$test$;
