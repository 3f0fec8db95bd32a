do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_owner, 'Lab', 'manage');
begin
    perform test.raises(
        format('select nachet.hand_over_group(%L, %L, %L)', v_member, v_group, v_member), 'NX010'
    );
    perform test.add_member(v_owner, v_group, v_member);
    perform test.raises(
        format('select nachet.hand_over_group(%L, %L, %L)', v_member, v_group, v_member), 'NX301'
    );
    perform test.raises(
        format('select nachet.hand_over_group(%L, %L, %L)', gen_random_uuid(), v_group, v_member),
        'NX001'
    );
    perform test.raises(
        format('select nachet.hand_over_group(%L, %L, %L)', v_owner, v_group, gen_random_uuid()),
        'NX001'
    );
    -- Whom the owner cannot see is not there.
    perform test.raises(
        format('select nachet.hand_over_group(%L, %L, %L)', v_owner, v_group, v_admin), 'NX001'
    );
    assert nachet.hand_over_group(v_admin, v_group, v_member) ->> 'owner_id' = v_member::text;
end
$test$;
