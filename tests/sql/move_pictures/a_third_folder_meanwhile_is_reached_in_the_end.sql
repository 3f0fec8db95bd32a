do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_second uuid;
    v_third uuid;
    v_tasks jsonb;
begin
    v_second := nachet.create_picture_set(v_user, v_user, '{"name": "2"}') ->> 'picture_set_id';
    v_third := nachet.create_picture_set(v_user, v_user, '{"name": "3"}') ->> 'picture_set_id';
    delete from nachet_data.blob_task;
    v_tasks := nachet.move_pictures(v_user, v_user, array[v_picture], v_second) -> 'blob_tasks';
    perform nachet.move_pictures(v_user, v_user, array[v_picture], v_third);
    while v_tasks <> '[]' loop
        perform nachet.complete_blob_tasks(
            v_user, nachet.complete_blob_tasks(v_user, test.done(v_tasks))
        );
        v_tasks := nachet.claim_blob_tasks('{"limit": 10}');
    end loop;
    assert nachet.get_picture(v_user, v_user, v_picture) ->> 'blob_name'
        = v_third || '/' || v_picture || '.png';
    assert not exists (select from nachet_data.blob_task);
end
$test$;
