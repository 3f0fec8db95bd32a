do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_group constant uuid := test.add_group(v_user, 'Readers', 'write');
    r record;
    v_first jsonb;
    v_second jsonb;
begin
    perform test.add_member(v_user, v_group, v_other);
    for v_n in 1 .. 2 loop
        select * into r from test.register(3, 2);
        perform test.add_member(v_user, v_group, r.user_id);
        perform nachet.share_container(r.user_id, r.user_id, v_group);
    end loop;
    v_first := nachet.lease_whole_review_queue(v_user, '{"limit": 4}') -> 'items';
    v_second := nachet.lease_whole_review_queue(v_other, '{"limit": 4}') -> 'items';
    assert jsonb_array_length(v_first) = 4 and jsonb_array_length(v_second) = 2;
    assert (
        select count(distinct b.value -> 'box_id') = 6
            and count(distinct b.value -> 'container_id') = 2
        from jsonb_array_elements(v_first || v_second) as b
    );
    assert nachet.lease_review_queue(r.user_id, r.user_id) -> 'items' = '[]';
    perform test.raises(
        format('select nachet.lease_whole_review_queue(%L, %L)', v_user, '{"lease": 0}'), 'NX210'
    );
    perform test.raises(
        format('select nachet.lease_whole_review_queue(%L)', gen_random_uuid()), 'NX001'
    );
end
$test$;
