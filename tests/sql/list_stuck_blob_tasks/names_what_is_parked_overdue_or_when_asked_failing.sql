do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_tasks uuid[];
begin
    perform nachet.create_picture_set(v_user, v_user);
    v_tasks := array(select t.id from nachet_data.blob_task as t order by t.id);
    assert nachet.list_stuck_blob_tasks() = '{"tasks": [], "next": null}';
    update nachet_data.blob_task set parked = true where id = v_tasks[1];
    update nachet_data.blob_task set run_after = now() - interval '11 minutes'
    where id = v_tasks[2];
    update nachet_data.blob_task set last_error = 'no' where id = v_tasks[3];
    assert jsonb_path_query_array(nachet.list_stuck_blob_tasks(), '$.tasks[*].task_id')
        = to_jsonb(v_tasks[1:2]);
    assert jsonb_path_query_array(
        nachet.list_stuck_blob_tasks('{"failing": true, "limit": 2}'), '$.tasks[*].task_id'
    ) = to_jsonb(v_tasks[1:2]);
    assert nachet.list_stuck_blob_tasks('{"failing": true, "limit": 2}') ->> 'next'
        = v_tasks[2]::text;
    assert jsonb_path_query_array(
        nachet.list_stuck_blob_tasks(
            jsonb_build_object('failing', true, 'after', v_tasks[2], 'overdue_seconds', 0)
        ),
        '$.tasks[*].last_error'
    ) = '["no"]';
    perform test.raises($$select nachet.list_stuck_blob_tasks('{"failing": 1}')$$, 'NX210');
end
$test$;
