do $test$
declare
    v_options jsonb;
begin
    foreach v_options in array array[
        '{"overdue_seconds": "x"}', '{"overdue_seconds": -1}', '{"overdue_seconds": 1e400}',
        '{"failing": 1}', '{"after": "x"}', '{"limit": 0}', '{"parked": true}', '[]'
    ]::jsonb[] loop
        perform test.raises(format('select nachet.list_stuck_blob_tasks(%L)', v_options), 'NX210');
    end loop;
end
$test$;
