do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_owner);
    v_answer constant jsonb := jsonb_build_object('group_id', v_group, 'user_id', v_member);
begin
    assert nachet.add_group_member_by_email(v_owner, v_group, ' Member@Example.ORG ') = v_answer;
    assert nachet.add_group_member_by_email(v_owner, v_group, 'member@example.org') = v_answer;
    assert (select count(*) from nachet.user_group) = 2;
    assert test.raises(
        format('select nachet.add_group_member_by_email(%L, %L, %L)', v_owner, v_group, 'x@y'),
        'NX001'
    ) = '{"email": "x@y"}';
    perform test.raises(
        format(
            'select nachet.add_group_member_by_email(%L, %L, %L)', v_member, gen_random_uuid(),
            'member@example.org'
        ),
        'NX010'
    );
    perform nachet.set_user_active(v_admin, v_member, false);
    perform test.raises(
        format(
            'select nachet.add_group_member_by_email(%L, %L, %L)', v_owner, v_group,
            'member@example.org'
        ),
        'NX303'
    );
end
$test$;
