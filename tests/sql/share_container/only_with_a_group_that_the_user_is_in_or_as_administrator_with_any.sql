do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_other constant uuid := test.add_user('other@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_other);
begin
    assert test.raises(
        format('select nachet.share_container(%L, %L, %L)', v_owner, v_owner, v_group), 'NX010'
    ) = jsonb_build_object('group_id', v_group);
    perform test.raises(
        format('select nachet.share_container(%L, %L, %L)', v_admin, v_owner, gen_random_uuid()),
        'NX010'
    );
    perform nachet.share_container(v_admin, v_owner, v_group);
    assert nachet.get_container_access(v_other, v_owner) ->> 'source' = 'group';
    perform nachet.unshare_container(v_admin, v_owner, v_group);
    perform test.add_member(v_other, v_group, v_owner);
    perform nachet.share_container(v_owner, v_owner, v_group);
end
$test$;
