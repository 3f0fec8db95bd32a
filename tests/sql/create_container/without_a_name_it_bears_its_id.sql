do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_answer jsonb;
begin
    v_answer := nachet.create_container(v_user);
    assert v_answer -> 'name' = v_answer -> 'container_id';
    v_answer := nachet.create_container(
        v_user, '{"name": null, "public": null, "container_id": null}'
    );
    assert v_answer -> 'name' = v_answer -> 'container_id';
    assert v_answer -> 'public' = 'false';
end
$test$;
