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
    perform nachet.share_container(v_owner, v_owner, v_group);
    perform nachet.list_picture_sets(v_member, v_owner);
    perform test.set_now('2030-01-02Z');
    assert nachet.unshare_container(v_owner, v_owner, v_group) = jsonb_build_object(
        'container_id', v_owner, 'group_id', v_group
    );
    perform test.raises(
        format('select nachet.list_picture_sets(%L, %L)', v_member, v_owner), 'NX002'
    );
    assert (select c.updated_at from nachet.container as c where c.id = v_owner) = '2030-01-02Z';
end
$test$;
