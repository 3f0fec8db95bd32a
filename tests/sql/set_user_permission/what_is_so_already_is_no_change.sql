do $test$
declare
    v_admin uuid;
    v_user uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_admin := test.add_user('admin@example.org', 'admin');
    v_user := test.add_user('user@example.org', 'read');
    perform test.set_now('2030-01-02Z');
    assert nachet.set_user_permission(v_admin, v_user, 'read')
        = nachet.get_user('user@example.org');
    assert (select u.updated_at from nachet."user" as u where u.id = v_user) = '2030-01-01Z';
    perform nachet.set_user_permission(v_admin, v_user, 'write');
    assert (select u.updated_at from nachet."user" as u where u.id = v_user) = '2030-01-02Z';
end
$test$;
