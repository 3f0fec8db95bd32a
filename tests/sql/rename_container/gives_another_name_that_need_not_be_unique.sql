do $test$
declare
    v_user uuid;
    v_id uuid;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('a@example.org');
    v_id := nachet.create_container(v_user, '{"name": "Trials"}') ->> 'container_id';
    perform test.set_now('2030-01-02Z');
    assert nachet.rename_container(v_user, v_id, 'Trials') ->> 'name' = 'Trials';
    assert (select c.updated_at from nachet.container as c where c.id = v_id)
        = '2030-01-01Z', 'no change';
    v_answer := nachet.rename_container(v_user, v_id, '  a@example.org ');
    assert v_answer = nachet.get_container_access(v_user, v_id);
    assert v_answer ->> 'name' = 'a@example.org';
    assert v_answer ->> 'container_name' = 'user-' || v_id;
    assert (select c.updated_at from nachet.container as c where c.id = v_id) = '2030-01-02Z';
end
$test$;
