do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_set uuid;
    v_old text;
    v_tasks jsonb;
    v_kinds text[] := '{}';
begin
    delete from nachet_data.blob_task;
    v_old := nachet.get_picture(v_user, v_user, v_picture) ->> 'blob_name';
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "other"}') ->> 'picture_set_id';
    delete from nachet_data.blob_task;
    perform nachet.move_pictures(v_user, v_user, array[v_picture], v_set);
    perform nachet.move_pictures(v_user, v_user, array[v_picture], v_user);
    loop
        update nachet_data.blob_task set run_after = now();
        v_tasks := nachet.claim_blob_tasks(10);
        exit when v_tasks = '[]';
        assert jsonb_array_length(v_tasks) = 1, 'steps for one picture are taken in their order';
        v_kinds := v_kinds || (v_tasks #>> '{0,kind}');
        perform nachet.complete_blob_tasks(v_user, v_tasks);
    end loop;
    assert v_kinds[1] = 'move_picture' and cardinality(v_kinds) = 4, v_kinds;
    assert nachet.get_picture(v_user, v_user, v_picture) ->> 'blob_name' = v_old;
end
$test$;
