do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_stranger constant uuid := test.add_user('stranger@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_share constant text := 'select nachet.share_container_with_user(%L, %L, %L, %L)';
begin
    perform test.raises(format(v_share, v_owner, v_owner, v_stranger, 'read'), 'NX001');
    perform test.raises(format(v_share, v_owner, v_owner, gen_random_uuid(), 'read'), 'NX001');
    assert test.raises(format(v_share, v_owner, v_owner, 'x@example.org', 'read'), 'NX001')
        = '{"email": "x@example.org"}';
    perform test.raises(format(v_share, v_owner, v_owner, v_stranger, 'admin'), 'NX209');
    perform test.raises(format(v_share, v_stranger, v_owner, v_stranger, 'read'), 'NX002');
    perform nachet.share_container_with_user(v_admin, v_owner, v_stranger::text, 'read');
    perform nachet.set_user_active(v_admin, v_stranger, false);
    perform test.raises(
        format(v_share, v_owner, v_owner, 'stranger@example.org', 'read'), 'NX303'
    );
    perform test.raises(
        format(
            'select nachet.share_container_with_user(%L, %L, %L, %L, %L)', v_owner, v_owner,
            v_stranger, 'read', '{"x": 1}'
        ),
        'NX210'
    );
    perform test.raises(
        format(
            'select nachet.share_container_with_user(%L, %L, %L, %L, %L)', v_owner, v_owner,
            v_stranger, 'read', '{"until": "2020-01-01"}'
        ),
        'NX134'
    );
end
$test$;
