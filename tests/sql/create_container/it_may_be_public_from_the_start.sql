do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org', 'read');
    v_id uuid;
begin
    v_id := nachet.create_container(v_user, '{"public": true}') ->> 'container_id';
    assert nachet.get_container_access(v_other, v_id) ->> 'access' = 'read';
end
$test$;
