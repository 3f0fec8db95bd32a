do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
begin
    assert nachet.create_container(v_user, '{"name": "Trials"}') -> 'container_id'
        <> nachet.create_container(v_user, '{"name": "Trials"}') -> 'container_id';
end
$test$;
