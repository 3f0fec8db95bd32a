do $test$
declare
    v_user constant uuid := test.add_user('m@example.org');
    v_friend constant uuid := test.add_user('b@example.org');
    v_public constant uuid := test.add_user('c@example.org');
    v_group constant uuid := test.add_group(v_friend, 'Lab', 'write');
    v_further uuid;
begin
    perform test.add_user('stranger@example.org');
    v_further := nachet.create_container(v_user, '{"name": "A trial"}') ->> 'container_id';
    perform test.add_member(v_friend, v_group, v_user);
    perform nachet.share_container(v_friend, v_friend, v_group);
    perform nachet.set_container_public(v_friend, v_friend, true);
    perform nachet.set_container_public(v_public, v_public, true);
    assert (
        select array_agg(
            (
                c.value ->> 'container_id', c.value ->> 'access', c.value ->> 'source'
            )::text order by c.n
        )
        from jsonb_array_elements(nachet.list_containers(v_user)) with ordinality as c (value, n)
    ) = array[
        (v_user, 'manage', 'owner')::text,
        (v_further, 'manage', 'owner')::text,
        (v_friend, 'write', 'group')::text,
        (v_public, 'read', 'public')::text
    ];
    assert nachet.list_containers(v_user) #> '{2,groups}' = jsonb_build_array(
        jsonb_build_object(
            'group_id', v_group, 'group_name', 'Lab', 'permission', 'write', 'until', null
        )
    );
    assert nachet.list_containers(v_user) -> 3 = nachet.get_container_access(v_user, v_public);
end
$test$;
