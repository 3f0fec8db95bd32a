do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_options jsonb;
    v_first jsonb;
begin
    foreach v_options in array array['{}', '{"name": "Trials", "public": true}']::jsonb[] loop
        v_options := v_options || jsonb_build_object('container_id', nachet_data.uuid7());
        v_first := nachet.create_container(v_user, v_options);
        assert v_first -> 'container_id' = v_options -> 'container_id';
        assert nachet.create_container(v_user, v_options) = v_first || '{"blob_tasks": []}';
    end loop;
    assert (select count(*) from nachet.container as c where c.owner_id = v_user) = 3;
end
$test$;
