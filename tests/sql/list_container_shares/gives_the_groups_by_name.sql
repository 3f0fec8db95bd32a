do $test$
declare
    v_owner uuid;
    v_beans uuid;
    v_ants uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_owner := test.add_user('owner@example.org');
    assert nachet.list_container_shares(v_owner, v_owner) = '[]';
    v_beans := test.add_group(v_owner, 'Beans', 'write');
    v_ants := test.add_group(v_owner, 'ants');
    perform nachet.share_container(v_owner, v_owner, v_beans);
    perform nachet.share_container(v_owner, v_owner, v_ants);
    assert nachet.list_container_shares(v_owner, v_owner) = jsonb_build_array(
        jsonb_build_object(
            'group_id', v_ants, 'group_name', 'ants', 'permission', 'read', 'owner_id', v_owner,
            'until', null, 'upload_date', '2030-01-01T00:00:00+00:00'
        ),
        jsonb_build_object(
            'group_id', v_beans, 'group_name', 'Beans', 'permission', 'write', 'owner_id', v_owner,
            'until', null, 'upload_date', '2030-01-01T00:00:00+00:00'
        )
    );
end
$test$;
