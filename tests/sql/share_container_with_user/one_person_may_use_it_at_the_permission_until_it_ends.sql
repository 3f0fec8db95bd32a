do $test$
declare
    v_owner uuid;
    v_guest uuid;
    v_other uuid;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_owner := test.add_user('owner@example.org');
    v_guest := test.add_user('guest@example.org');
    v_other := test.add_user('other@example.org', 'read');
    v_answer := nachet.share_container_with_user(
        v_owner, v_owner, ' GUEST@example.org', 'write', '{"until": "2030-02-01T12:00:00Z"}'
    );
    assert v_answer = jsonb_build_object(
        'container_id', v_owner, 'user_id', v_guest, 'permission', 'write',
        'until', '2030-02-01T12:00:00+00:00'
    );
    perform nachet.create_picture_set(v_guest, v_owner);
    perform test.raises(format('select nachet.list_trash(%L, %L)', v_guest, v_owner), 'NX301');
    assert nachet.get_container_access(v_guest, v_owner) @> jsonb_build_object(
        'access', 'write', 'source', 'share', 'share', v_answer - array['container_id', 'user_id']
    );
    assert nachet.list_containers(v_guest) -> 1 = nachet.get_container_access(v_guest, v_owner);
    -- Nobody else; the person's own permission bounds it.
    perform test.raises(
        format('select nachet.list_picture_sets(%L, %L)', v_other, v_owner), 'NX002'
    );
    perform nachet.share_container_with_user(v_owner, v_owner, 'other@example.org', 'manage');
    assert nachet.get_container_access(v_other, v_owner) ->> 'access' = 'read';

    perform test.set_now('2030-02-01T12:00:00Z');
    perform test.raises(
        format('select nachet.list_picture_sets(%L, %L)', v_guest, v_owner), 'NX002'
    );
    assert jsonb_array_length(nachet.list_containers(v_guest)) = 1;
    -- Again, at another permission: by e-mail, since a share that has ended shows nobody.
    perform test.raises(
        format(
            'select nachet.share_container_with_user(%1$L, %1$L, %2$L, %3$L)', v_owner, v_guest,
            'read'
        ),
        'NX001'
    );
    perform test.raises(
        format(
            'select nachet.hand_over_container(%1$L, %2$L, %3$L)', v_guest,
            nachet.create_container(v_guest, '{"name": "b"}') ->> 'container_id', v_owner
        ),
        'NX001'
    );
    perform nachet.share_container_with_user(v_owner, v_owner, 'guest@example.org', 'read');
    assert nachet.get_container_access(v_guest, v_owner) -> 'share'
        = '{"until": null, "permission": "read"}';
    assert (select count(*) from nachet.user_container) = 2;
end
$test$;
