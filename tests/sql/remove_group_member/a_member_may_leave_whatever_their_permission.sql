do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org', 'read');
    v_group constant uuid := test.add_group(v_owner);
begin
    perform test.add_member(v_owner, v_group, v_member);
    perform nachet.remove_group_member(v_member, v_group, v_member);
    perform test.raises(
        format('select nachet.remove_group_member(%L, %L, %L)', v_member, v_group, v_member),
        'NX010'
    );
end
$test$;
