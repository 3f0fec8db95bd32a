do $test$
declare
    v_user uuid;
    v_parked uuid;
    v_failed uuid;
    v_overdue uuid;
    v_tasks jsonb;
    v_first jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('a@example.org');
    perform nachet.create_picture_set(v_user, v_user);
    assert nachet.list_stuck_blob_tasks() = '{"items": [], "next": null}';
    perform test.set_now('2030-01-01 00:02Z');
    v_tasks := nachet.claim_blob_tasks('{"limit": 10}');
    v_parked := v_tasks #>> '{0,task_id}';
    v_failed := v_tasks #>> '{1,task_id}';
    v_overdue := v_tasks #>> '{2,task_id}';
    update nachet_data.blob_task as t set attempts = 20 where t.id = v_parked;
    perform nachet.fail_blob_task(v_user, v_parked, v_tasks #>> '{0,claim}', 'it is away');
    perform nachet.fail_blob_task(v_user, v_failed, v_tasks #>> '{1,claim}', 'for now');
    v_first := nachet.list_stuck_blob_tasks() -> 'items';
    assert jsonb_array_length(v_first) = 1;
    assert v_first -> 0 @> jsonb_build_object(
        'container_id', v_user, 'task_id', v_parked, 'container_name', 'user-' || v_user,
        'attempts', 20, 'parked', true, 'last_error', 'it is away'
    );
    assert jsonb_array_length(nachet.list_stuck_blob_tasks('{"failing": true}') -> 'items') = 2;
    -- The claim ends after five minutes; ten minutes later still nobody has done it.
    perform test.set_now('2030-01-01 00:18Z');
    v_first := nachet.list_stuck_blob_tasks('{"limit": 2}');
    v_tasks := (v_first -> 'items') || (
        nachet.list_stuck_blob_tasks(jsonb_build_object('after', v_first -> 'next')) -> 'items'
    );
    assert jsonb_path_query_array(v_tasks, '$[*].task_id') @> jsonb_build_array(
        v_parked, v_failed, v_overdue
    );
    assert jsonb_array_length(v_tasks) = 3;
    assert jsonb_array_length(
        nachet.list_stuck_blob_tasks('{"overdue_seconds": 86400}') -> 'items'
    ) = 1;
end
$test$;
