do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_heir constant uuid := test.add_user('heir@example.org');
    v_group constant uuid := test.add_group(v_owner, 'Lab');
begin
    perform test.add_group(v_heir, 'LAB');
    perform test.add_member(v_owner, v_group, v_heir);
    assert test.raises(
        format('select nachet.hand_over_group(%L, %L, %L)', v_owner, v_group, v_heir), 'NX104'
    ) = jsonb_build_object('owner_id', v_heir, 'group_name', 'Lab');
    assert nachet.get_group(v_owner, v_group) ->> 'owner_id' = v_owner::text;
end
$test$;
