do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_owner, 'Lab', 'manage');
begin
    perform test.raises(format('select nachet.delete_group(%L, %L)', v_member, v_group), 'NX010');
    perform test.add_member(v_owner, v_group, v_member);
    perform test.raises(format('select nachet.delete_group(%L, %L)', v_member, v_group), 'NX301');
    perform test.raises(
        format('select nachet.delete_group(%L, %L)', gen_random_uuid(), v_group), 'NX001'
    );
    perform nachet.delete_group(v_admin, v_group);
end
$test$;
