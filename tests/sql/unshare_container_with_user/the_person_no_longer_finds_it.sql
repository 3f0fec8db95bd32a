do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_guest constant uuid := test.add_user('guest@example.org');
    v_other constant uuid := test.add_user('other@example.org');
    v_end constant text := 'select nachet.unshare_container_with_user(%L, %L, %L)';
begin
    perform nachet.share_container_with_user(v_owner, v_owner, 'guest@example.org', 'read');
    perform nachet.share_container_with_user(v_owner, v_owner, 'other@example.org', 'write');
    perform test.raises(format(v_end, v_other, v_owner, v_guest), 'NX301');
    assert nachet.unshare_container_with_user(v_owner, v_owner, v_guest)
        = jsonb_build_object('container_id', v_owner, 'user_id', v_guest);
    perform test.raises(
        format('select nachet.list_picture_sets(%L, %L)', v_guest, v_owner), 'NX002'
    );
    assert test.raises(format(v_end, v_owner, v_owner, v_guest), 'NX013')
        = jsonb_build_object('container_id', v_owner, 'user_id', v_guest);
    -- A person may give up a share of their own.
    perform nachet.unshare_container_with_user(v_other, v_owner, v_other);
    assert nachet.list_container_users(v_owner, v_owner) = '[]';
end
$test$;
