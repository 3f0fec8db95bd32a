do $test$
declare
    v_id constant uuid := test.add_user('a@example.org');
    v_task constant jsonb := '{"task_id": "01900000-0000-7000-8000-000000000000"}';
    v_tasks text;
    v_case record;
begin
    foreach v_tasks in array array['{}', 'null', '[1]', '[{}]', '[{"task_id": "none"}]'] loop
        perform test.raises(
            format('select nachet.complete_blob_tasks(%L, %L)', v_id, v_tasks), 'NX210'
        );
    end loop;
    for v_case in
        select c.place, c.task
        from (
            values
            ('', '7'::jsonb), ('.task_id', '{"claim": "x"}'), ('.task_id', '{"task_id": 7}'),
            ('.claim', v_task || '{"claim": 7}'), ('.etag', v_task || '{"etag": true}')
        ) as c (place, task)
    loop
        assert test.raises(format(
            'select nachet.complete_blob_tasks(%L, %L)', v_id,
            jsonb_build_array(v_task, v_case.task)
        ), 'NX210') = jsonb_build_object('option', 'tasks', 'place', 'tasks[1]' || v_case.place);
    end loop;
end
$test$;
