do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_owner, 'Lab', 'manage');
begin
    perform test.add_member(v_owner, v_group, v_a);
    perform test.raises(
        format('select nachet.remove_group_member(%L, %L, %L)', v_b, v_group, v_a), 'NX010'
    );
    perform test.add_member(v_owner, v_group, v_b);
    perform test.raises(
        format('select nachet.remove_group_member(%L, %L, %L)', v_b, v_group, v_a), 'NX301'
    );
    perform test.raises(
        format('select nachet.remove_group_member(%L, %L, %L)', gen_random_uuid(), v_group, v_a),
        'NX001'
    );
    perform test.raises(
        format('select nachet.remove_group_member(%L, %L, %L)', v_admin, v_group, v_admin), 'NX012'
    );
    perform nachet.remove_group_member(v_admin, v_group, v_a);
end
$test$;
