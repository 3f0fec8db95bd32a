do $test$
declare
    v_id constant uuid := test.add_user('a@example.org');
    v_tasks text;
begin
    foreach v_tasks in array array['{}', 'null', '[1]', '[{}]', '[{"task_id": "none"}]'] loop
        perform test.raises(
            format('select nachet.complete_blob_tasks(%L, %L)', v_id, v_tasks), 'NX210'
        );
    end loop;
end
$test$;
