do $test$
declare
    v_owner constant uuid := test.add_user('o@example.org');
    v_member constant uuid := test.add_user('M@example.org');
    v_group constant uuid := test.add_group(v_owner);
    v_answer jsonb;
begin
    perform test.add_member(v_owner, v_group, v_member);
    perform nachet.share_container(v_owner, v_owner, v_group);
    perform nachet.share_container(v_member, v_member, v_group);
    perform nachet.rename_container(v_owner, v_owner, 'Z');
    v_answer := nachet.get_group(v_member, v_group);
    assert jsonb_path_query_array(v_answer, '$.members[*].email')
        = '["M@example.org", "o@example.org"]';
    assert jsonb_path_query_array(v_answer, '$.containers[*].name') = '["M@example.org", "Z"]';
    assert jsonb_path_query_array(v_answer, '$.containers[*].owner_id')
        = jsonb_build_array(v_member, v_owner);
end
$test$;
