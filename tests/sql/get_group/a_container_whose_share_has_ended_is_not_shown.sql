do $test$
declare
    v_owner uuid;
    v_member uuid;
    v_group uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_owner := test.add_user('owner@example.org');
    v_member := test.add_user('member@example.org');
    v_group := test.add_group(v_owner);
    perform test.add_member(v_owner, v_group, v_member);
    perform nachet.share_container(v_owner, v_owner, v_group, '{"until": "2030-02-01T00:00:00Z"}');
    assert nachet.get_group(v_member, v_group) #>> '{containers,0,container_id}' = v_owner::text;
    assert nachet.list_groups(v_member) #>> '{0,nb_containers}' = '1';

    perform test.set_now('2030-02-01Z');
    assert nachet.get_group(v_member, v_group) -> 'containers' = '[]';
    assert nachet.list_groups(v_member) #>> '{0,nb_containers}' = '0';
    -- Who may manage the container is told of it.
    assert nachet.list_container_shares(v_owner, v_owner) #>> '{0,group_id}' = v_group::text;
end
$test$;
