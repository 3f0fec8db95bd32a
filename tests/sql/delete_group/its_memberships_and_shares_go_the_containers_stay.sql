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
    perform test.set_now('2030-01-02Z');
    assert nachet.delete_group(v_owner, v_group) = jsonb_build_object('group_id', v_group);
    assert not exists (select from nachet.user_group);
    assert not exists (select from nachet.group_container);
    perform test.raises(
        format('select nachet.list_picture_sets(%L, %L)', v_member, v_owner), 'NX002'
    );
    assert (
        select array_agg(c.updated_at order by c.updated_at)
        from nachet.container as c
        where c.id in (v_owner, v_member)
    ) = array['2030-01-01Z', '2030-01-02Z']::timestamptz[];
    perform test.raises(format('select nachet.delete_group(%L, %L)', v_owner, v_group), 'NX010');
end
$test$;
