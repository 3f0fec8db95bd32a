do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_heir constant uuid := test.add_user('heir@example.org');
    v_group constant uuid := test.add_group(v_owner);
    v_answer jsonb;
begin
    perform test.add_member(v_owner, v_group, v_heir);
    v_answer := nachet.hand_over_group(v_owner, v_group, v_heir);
    assert v_answer ->> 'owner_id' = v_heir::text;
    assert jsonb_path_query_array(v_answer, '$.members[*].user_id')
        = jsonb_build_array(v_heir, v_owner);
    perform test.raises(
        format('select nachet.hand_over_group(%L, %L, %L)', v_owner, v_group, v_heir), 'NX301'
    );
    assert nachet.hand_over_group(v_heir, v_group, v_heir) = v_answer;
    perform nachet.rename_group(v_heir, v_group, 'Mine');
end
$test$;
