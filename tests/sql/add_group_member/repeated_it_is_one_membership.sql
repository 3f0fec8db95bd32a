do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org');
    v_group constant uuid := test.add_group(v_owner);
begin
    perform test.add_member(v_owner, v_group, v_member);
    assert nachet.add_group_member(v_owner, v_group, v_member)
        = nachet.add_group_member(v_owner, v_group, v_member);
    assert (select count(*) from nachet.user_group) = 2;
end
$test$;
