do $test$
declare
    v_first constant uuid := test.add_user('first@example.org', 'admin');
    v_second constant uuid := test.add_user('second@example.org', 'admin');
    v_user constant uuid := test.add_user('user@example.org');
begin
    perform nachet.set_user_active(v_first, v_second, false);
    assert test.raises(
        format('select nachet.set_user_active(%L, %L, false)', v_first, v_first), 'NX114'
    ) = jsonb_build_object('user_id', v_first);
    -- Who is deactivated does not count.
    perform test.raises(
        format('select nachet.set_user_permission(%L, %L, %L)', v_first, v_first, 'read'), 'NX114'
    );
    perform test.raises(
        format(
            'select nachet.end_user(%L, %L, %L)', v_first, v_first,
            '{"containers": "delete", "groups": "delete"}'
        ),
        'NX114'
    );
    perform nachet.set_user_active(v_first, v_second, true);
    perform nachet.set_user_active(v_first, v_first, false);
    perform test.raises(
        format('select nachet.set_user_active(%L, %L, true)', v_first, v_first), 'NX303'
    );
    perform test.raises(
        format('select nachet.set_user_active(%L, %L, false)', v_user, v_user), 'NX302'
    );
    perform test.raises(
        format('select nachet.set_user_active(%L, %L, false)', v_second, gen_random_uuid()), 'NX001'
    );
    perform test.raises(
        format('select nachet.set_user_active(%L, %L, false, %L)', v_second, v_user, '{"x": 1}'),
        'NX210'
    );
end
$test$;
