do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_group constant uuid := test.add_group(v_user_id, 'Writers', 'write');
    v_id constant uuid := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
    v_call constant text := 'select nachet.purge_picture_set(%L, %L, %L)';
begin
    perform test.raises(format(v_call, v_user_id, v_user_id, v_user_id), 'NX107');
    perform test.raises(format(v_call, v_other, v_user_id, v_id), 'NX002');
    perform nachet.add_group_member_by_email(v_user_id, v_group, 'b@example.org');
    perform nachet.share_container(v_user_id, v_user_id, v_group);
    perform test.raises(format(v_call, v_other, v_user_id, v_id), 'NX301');
    perform test.raises(format(v_call, gen_random_uuid(), v_user_id, v_id), 'NX001');
    assert (nachet.purge_picture_set(v_user_id, v_user_id, v_id) ->> 'picture_sets')::integer = 1;
end
$test$;
