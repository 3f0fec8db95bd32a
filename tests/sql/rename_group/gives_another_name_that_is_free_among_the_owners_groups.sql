do $test$
declare
    v_owner uuid;
    v_group uuid;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_owner := test.add_user('owner@example.org');
    v_group := test.add_group(v_owner, 'Lab');
    perform test.add_group(v_owner, 'Crew');
    perform test.add_group(test.add_user('other@example.org'), 'Team');
    perform test.set_now('2030-01-02Z');
    v_answer := nachet.rename_group(v_owner, v_group, ' Team ');
    assert v_answer ->> 'group_name' = 'Team';
    assert v_answer ->> 'updated_at' = '2030-01-02T00:00:00+00:00';
    assert v_answer = nachet.get_group(v_owner, v_group);
    perform test.set_now('2030-01-03Z');
    assert nachet.rename_group(v_owner, v_group, 'Team') = v_answer;
    assert nachet.rename_group(v_owner, v_group, 'TEAM') ->> 'group_name' = 'TEAM';
    assert test.raises(
        format('select nachet.rename_group(%L, %L, %L)', v_owner, v_group, 'crew'), 'NX104'
    ) = jsonb_build_object('owner_id', v_owner, 'group_name', 'crew');
end
$test$;
