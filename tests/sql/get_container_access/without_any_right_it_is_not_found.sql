do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
begin
    assert test.raises(
        format('select nachet.get_container_access(%L, %L)', v_b, v_a), 'NX002'
    ) = jsonb_build_object('container_id', v_a);
    perform test.raises(
        format('select nachet.get_container_access(%L, %L)', v_a, gen_random_uuid()), 'NX002'
    );
    perform test.raises(
        format('select nachet.get_container_access(%L, %L)', gen_random_uuid(), v_a), 'NX001'
    );
end
$test$;
