do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_set uuid;
    v_here text;
    v_there text;
    v_move jsonb;
    v_tasks jsonb;
    v_steps text[] := '{}';
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "other"}') ->> 'picture_set_id';
    delete from nachet_data.blob_task;
    v_here := nachet.get_picture(v_user, v_user, v_picture) ->> 'blob_name';
    v_move := nachet.move_pictures(v_user, v_user, array[v_picture], v_set) -> 'blob_tasks';
    v_there := v_move #>> '{0,target_name}';
    assert nachet.move_pictures(v_user, v_user, array[v_picture], v_user)
        = '{"moved": 1, "blob_tasks": []}', 'the blob is on one way at a time';

    v_tasks := nachet.complete_blob_tasks(v_user, test.done(v_move));
    assert nachet.get_picture(v_user, v_user, v_picture) ->> 'blob_name' = v_there;
    update nachet_data.blob_task set run_after = now() where claimed_by is null;
    assert nachet.claim_blob_tasks('{"limit": 10}') = '[]', 'the way back waits for the deletion';
    loop
        v_steps := v_steps || (
            select array_agg((t.value ->> 'kind') || ' ' || (t.value ->> 'blob_name'))
            from jsonb_array_elements(v_tasks) as t (value)
        );
        v_tasks := nachet.complete_blob_tasks(v_user, test.done(v_tasks));
        if v_tasks = '[]' then
            v_tasks := nachet.claim_blob_tasks('{"limit": 10}');
        end if;
        exit when v_tasks = '[]';
    end loop;
    assert v_steps = array[
        'delete_blob ' || v_here, 'move_picture ' || v_there, 'delete_blob ' || v_there
    ], v_steps;
    assert nachet.get_picture(v_user, v_user, v_picture) ->> 'blob_name' = v_here;
    assert not exists (select from nachet_data.blob_task);
end
$test$;
