do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org', 'read');
begin
    perform test.raises(format('select nachet.list_picture_sets(%L, %L)', v_b, v_a), 'NX002');
    perform test.raises(
        format('select nachet.list_picture_sets(%L, %L)', gen_random_uuid(), v_a), 'NX001'
    );
    perform nachet.set_container_public(v_a, v_a, true);
    assert jsonb_array_length(nachet.list_picture_sets(v_b, v_a)) = 1;
end
$test$;
