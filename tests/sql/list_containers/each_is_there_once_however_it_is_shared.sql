do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org');
    v_group uuid;
    v_permission text;
begin
    foreach v_permission in array array['read', 'manage', 'write'] loop
        v_group := test.add_group(v_owner, v_permission, v_permission);
        perform test.add_member(v_owner, v_group, v_member);
        perform nachet.share_container(v_owner, v_owner, v_group);
    end loop;
    assert (
        select array_agg((c.value ->> 'container_id', c.value ->> 'access')::text order by c.n)
        from jsonb_array_elements(nachet.list_containers(v_member)) with ordinality as c (value, n)
    ) = array[(v_member, 'manage')::text, (v_owner, 'manage')::text];
    assert (
        select array_agg(g.value ->> 'group_name' order by g.n)
        from jsonb_array_elements(
            nachet.list_containers(v_member) #> '{1,groups}'
        ) with ordinality as g (value, n)
    ) = array['manage', 'write', 'read'];
end
$test$;
