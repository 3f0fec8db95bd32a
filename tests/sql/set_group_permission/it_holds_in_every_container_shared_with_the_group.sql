do $test$
declare
    v_owner uuid;
    v_member uuid;
    v_group uuid;
    v_further uuid;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_owner := test.add_user('owner@example.org');
    v_member := test.add_user('member@example.org');
    v_group := test.add_group(v_owner);
    v_further := nachet.create_container(v_owner) ->> 'container_id';
    perform test.add_member(v_owner, v_group, v_member);
    perform nachet.share_container(v_owner, v_owner, v_group);
    perform nachet.share_container(v_owner, v_further, v_group);
    perform test.set_now('2030-01-02Z');
    v_answer := nachet.set_group_permission(v_owner, v_group, 'write');
    assert v_answer ->> 'permission' = 'write';
    assert v_answer ->> 'updated_at' = '2030-01-02T00:00:00+00:00';
    perform nachet.create_picture_set(v_member, v_owner);
    perform nachet.create_picture_set(v_member, v_further);
    perform test.set_now('2030-01-03Z');
    assert nachet.set_group_permission(v_owner, v_group, 'write') = v_answer;
end
$test$;
