do $test$
declare
    v_user uuid;
    v_ids uuid[];
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('user@example.org');
    assert nachet.list_deleted_containers(v_user) = '[]';
    v_ids := array[
        nachet.create_container(v_user) ->> 'container_id',
        nachet.create_container(v_user) ->> 'container_id'
    ];
    perform nachet.delete_container(v_user, v_ids[2]);
    perform test.set_now('2030-01-02Z');
    perform nachet.delete_container(v_user, v_ids[1]);
    assert jsonb_path_query_array(
        nachet.list_deleted_containers(v_user), '$[*].container_id'
    ) = to_jsonb(v_ids);
end
$test$;
