do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org');
    v_other constant uuid := test.add_user('other@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_owner, 'Lab', 'manage');
begin
    perform test.add_member(v_owner, v_group, v_member);
    perform test.raises(
        format('select nachet.add_group_member(%L, %L, %L)', v_member, v_group, v_other), 'NX301'
    );
    perform test.raises(
        format('select nachet.add_group_member(%L, %L, %L)', v_other, v_group, v_other), 'NX010'
    );
    perform test.raises(
        format('select nachet.add_group_member(%L, %L, %L)', v_owner, gen_random_uuid(), v_other),
        'NX010'
    );
    perform test.raises(
        format('select nachet.add_group_member(%L, %L, %L)', gen_random_uuid(), v_group, v_other),
        'NX001'
    );
    perform test.raises(
        format('select nachet.add_group_member(%L, %L, %L)', v_owner, v_group, gen_random_uuid()),
        'NX001'
    );
    perform nachet.add_group_member(v_admin, v_group, v_other);
    -- The owner's own permission bounds this too.
    perform nachet.set_user_permission(v_admin, v_owner, 'write');
    perform test.raises(
        format('select nachet.add_group_member(%L, %L, %L)', v_owner, v_group, v_admin), 'NX301'
    );
end
$test$;
