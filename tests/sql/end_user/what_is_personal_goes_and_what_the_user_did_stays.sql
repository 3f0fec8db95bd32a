do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_heir constant uuid := test.add_user('heir@example.org');
    v_user constant uuid := test.add_user('user@example.org');
    v_owned constant uuid := test.add_group(v_user, 'Lab');
    v_joined constant uuid := test.add_group(v_heir, 'Others');
    v_further constant uuid := nachet.create_container(v_user, '{"name": "Trials"}')
        ->> 'container_id';
    v_picture constant uuid := test.add_picture(v_user);
    v_answer jsonb;
begin
    perform test.add_member(v_heir, v_joined, v_user);
    perform nachet.share_container_with_user(v_heir, v_heir, 'user@example.org', 'write');
    perform nachet.share_container_with_user(v_user, v_further, 'heir@example.org', 'read');
    v_answer := nachet.end_user(
        v_admin, v_user, jsonb_build_object('new_owner_id', v_heir, 'reason', 'Left.')
    );
    assert v_answer @> '{"email": null, "state": "former", "permission": "read"}';
    assert v_answer @> '{"nb_containers": 2, "nb_groups": 1}';
    assert nachet.get_user_by_id(v_admin, v_user) = v_answer - array['nb_containers', 'nb_groups'];
    perform test.raises(format('select nachet.get_user(%L)', 'user@example.org'), 'NX001');
    perform test.raises(format('select nachet.list_containers(%L)', v_user), 'NX001');
    perform test.raises(format('select nachet.list_picture_sets(%L, %L)', v_user, v_user), 'NX001');
    perform test.raises(
        format('select nachet.set_user_active(%L, %L, true)', v_admin, v_user), 'NX001'
    );
    assert not exists (select from nachet.user_group as ug where ug.user_id = v_user);
    assert not exists (select from nachet.user_container);

    -- The heir has it all; the picture is still the former user's.
    assert nachet.get_group(v_heir, v_owned) ->> 'owner_id' = v_heir::text;
    assert nachet.get_container_access(v_heir, v_further) @> '{"source": "owner", "share": null}';
    assert nachet.get_container_access(v_heir, v_user)
        @> '{"kind": "further", "name": "Container of a former user"}';
    assert nachet.get_picture(v_heir, v_user, v_picture) ->> 'user_id' = v_user::text;
    -- The address is free, the id is not.
    perform test.add_user('user@example.org');
    perform test.raises(
        format(
            'select nachet.create_user(p_options => %L)', jsonb_build_object('user_id', v_user)
        ),
        'NX108'
    );
    assert nachet.end_user(v_admin, v_user, jsonb_build_object('new_owner_id', v_heir))
        = v_answer || '{"nb_containers": 0, "nb_groups": 0}';
end
$test$;
