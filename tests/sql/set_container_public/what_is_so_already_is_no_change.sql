do $test$
declare
    v_user uuid;
    v_first jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('a@example.org');
    v_first := nachet.set_container_public(v_user, v_user, true);
    perform test.set_now('2030-01-02Z');
    assert nachet.set_container_public(v_user, v_user, true) = v_first;
    assert (select c.updated_at from nachet.container as c where c.id = v_user) = '2030-01-01Z';
end
$test$;
