do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
begin
    perform test.raises(format('select nachet.create_picture_set(%L, %L)', v_b, v_a), 'NX002');
    perform test.raises(
        format('select nachet.create_picture_set(%L, %L)', gen_random_uuid(), v_a), 'NX001'
    );
    perform nachet.set_container_public(v_a, v_a, true);
    perform test.raises(format('select nachet.create_picture_set(%L, %L)', v_b, v_a), 'NX301');
end
$test$;
