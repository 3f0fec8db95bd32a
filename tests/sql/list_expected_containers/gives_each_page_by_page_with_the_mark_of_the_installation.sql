do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_archive constant uuid := id from nachet_data.installation;
    v_further uuid;
    v_answer jsonb;
    v_next jsonb;
begin
    v_further := nachet.create_container(v_user) ->> 'container_id';
    perform test.add_picture(v_user);
    delete from nachet_data.blob_task as t where t.container_id = v_user;
    v_answer := nachet.list_expected_containers('{"limit": 2}');
    assert v_answer -> 'installation_id' = to_jsonb(v_archive);
    assert v_answer -> 'nb_blobs' = '3', 'one picture, two descriptions';
    v_next := nachet.list_expected_containers(
        jsonb_build_object('limit', 2, 'after', v_answer -> 'next')
    );
    assert v_next -> 'next' = 'null' and v_next -> 'nb_blobs' = 'null';
    assert (
        select jsonb_object_agg(c.value ->> 'container_id', c.value)
        from jsonb_array_elements((v_answer -> 'items') || (v_next -> 'items')) as c
    ) = (
        select jsonb_object_agg(c.id, jsonb_build_object(
            'container_id', c.id, 'container_name', 'user-' || c.id, 'busy', c.busy
        ))
        from (values (v_user, false), (v_further, true), (v_archive, true)) as c (id, busy)
    );
end
$test$;
