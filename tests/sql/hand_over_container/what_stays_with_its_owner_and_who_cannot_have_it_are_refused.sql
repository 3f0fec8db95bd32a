do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_reader constant uuid := test.add_user('reader@example.org', 'read');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_heir constant uuid := test.add_user('heir@example.org');
    v_archive constant uuid := id from nachet_data.installation;
    v_container constant uuid := nachet.create_container(v_owner) ->> 'container_id';
    v_give constant text := 'select nachet.hand_over_container(%L, %L, %L)';
begin
    assert test.raises(format(v_give, v_admin, v_owner, v_heir), 'NX132')
        = jsonb_build_object('container_id', v_owner);
    perform test.raises(format(v_give, v_admin, v_archive, v_heir), 'NX115');
    perform test.raises(format(v_give, v_owner, v_container, v_heir), 'NX001');
    assert test.raises(format(v_give, v_admin, v_container, v_reader), 'NX301')
        = jsonb_build_object('user_id', v_reader, 'required', 'manage');
    perform nachet.set_user_active(v_admin, v_heir, false);
    perform test.raises(format(v_give, v_admin, v_container, v_heir), 'NX303');
    -- When its user has ended it is a container like others.
    perform nachet.end_user(v_admin, v_owner, jsonb_build_object('new_owner_id', v_admin));
    perform nachet.set_user_active(v_admin, v_heir, true);
    perform nachet.hand_over_container(v_admin, v_owner, v_heir);
    assert nachet.get_container_access(v_heir, v_owner) @> '{"kind": "further", "source": "owner"}';
    perform nachet.delete_container(v_heir, v_owner);
    perform test.raises(format(v_give, v_admin, v_owner, v_admin), 'NX002');
end
$test$;
