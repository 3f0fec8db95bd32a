do $test$
declare
    v_user constant uuid := test.add_user('old@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_answer jsonb;
begin
    v_answer := nachet.set_user_email(v_user, v_user, ' New@example.org ');
    assert v_answer ->> 'email' = 'New@example.org';
    assert nachet.get_user('new@example.org') = v_answer;
    assert nachet.set_user_email(v_user, v_user, 'New@example.org') = v_answer;
    perform test.raises(format('select nachet.get_user(%L)', 'old@example.org'), 'NX001');
    assert nachet.get_container_access(v_user, v_user) ->> 'name' = 'New@example.org';
    -- Another user may have the old one now.
    perform test.add_user('old@example.org');

    -- A name that somebody gave stays.
    perform nachet.rename_container(v_user, v_user, 'Seeds');
    assert nachet.set_user_email(v_admin, v_user, '') -> 'email' = 'null';
    assert nachet.get_container_access(v_user, v_user) ->> 'name' = 'Seeds';
    assert nachet.set_user_email(v_user, v_user, 'again@example.org') ->> 'user_id' = v_user::text;
end
$test$;
