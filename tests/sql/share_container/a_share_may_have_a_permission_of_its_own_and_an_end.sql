do $test$
declare
    v_owner uuid;
    v_member uuid;
    v_group uuid;
    v_other uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_owner := test.add_user('owner@example.org');
    v_member := test.add_user('member@example.org');
    v_group := test.add_group(v_owner, 'Lab', 'write');
    v_other := nachet.create_container(v_owner) ->> 'container_id';
    perform test.add_member(v_owner, v_group, v_member);
    perform nachet.share_container(
        v_owner, v_owner, v_group, '{"permission": "read", "until": "2030-02-01"}'
    );
    perform nachet.share_container(v_owner, v_other, v_group, '{"permission": "write"}');
    assert nachet.get_container_access(v_member, v_owner)
        @> '{"access": "read", "source": "group"}';
    assert nachet.get_container_access(v_member, v_owner) -> 'groups' = jsonb_build_array(
        jsonb_build_object(
            'group_id', v_group, 'group_name', 'Lab', 'permission', 'read',
            'until', '2030-02-01T00:00:00+00:00'
        )
    );
    assert nachet.list_container_shares(v_owner, v_owner) #> '{0}'
        @> '{"permission": "read", "until": "2030-02-01T00:00:00+00:00"}';
    assert nachet.get_group(v_owner, v_group) #> '{containers,0}' ? 'until';
    perform test.raises(
        format('select nachet.create_picture_set(%L, %L)', v_member, v_owner), 'NX301'
    );
    -- Never above the group's, whatever becomes of that.
    perform test.raises(
        format(
            'select nachet.share_container(%L, %L, %L, %L)', v_owner, v_owner, v_group,
            '{"permission": "manage"}'
        ),
        'NX209'
    );
    perform nachet.set_group_permission(v_owner, v_group, 'manage');
    assert nachet.get_container_access(v_member, v_other) ->> 'access' = 'write';
    perform nachet.set_group_permission(v_owner, v_group, 'read');
    assert nachet.get_container_access(v_member, v_other) ->> 'access' = 'read';

    perform test.set_now('2030-02-01Z');
    perform test.raises(
        format('select nachet.list_picture_sets(%L, %L)', v_member, v_owner), 'NX002'
    );
    assert jsonb_array_length(nachet.list_containers(v_member)) = 2;
    assert jsonb_array_length(nachet.list_container_shares(v_owner, v_owner)) = 1;
    -- Renewed, without an end and with the group's permission.
    perform nachet.share_container(v_owner, v_owner, v_group);
    assert nachet.get_container_access(v_member, v_owner) #> '{groups,0,until}' = 'null';
end
$test$;
