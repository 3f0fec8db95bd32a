do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_group_id uuid;
    v_id uuid;
begin
    v_id := nachet.create_picture_set(v_a, v_a) ->> 'picture_set_id';
    v_group_id := nachet.create_group(v_a, 'lab', 'write') ->> 'group_id';
    perform test.add_member(v_a, v_group_id, v_b);
    perform nachet.share_container(v_a, v_a, v_group_id);
    assert test.raises(
        format('select nachet.delete_picture_set(%L, %L, %L, false)', v_b, v_a, v_id), 'NX301'
    ) ->> 'required' = 'manage';
    perform nachet.set_group_permission(v_a, v_group_id, 'manage');
    perform nachet.delete_picture_set(v_b, v_a, v_id, false);
end
$test$;
