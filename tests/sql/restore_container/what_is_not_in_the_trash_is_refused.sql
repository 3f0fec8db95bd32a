do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_container constant uuid := nachet.create_container(v_owner) ->> 'container_id';
begin
    assert test.raises(
        format('select nachet.restore_container(%L, %L)', v_owner, v_container), 'NX131'
    ) = jsonb_build_object('container_id', v_container);
    perform test.raises(
        format('select nachet.purge_container(%L, %L)', v_owner, v_container), 'NX131'
    );
end
$test$;
