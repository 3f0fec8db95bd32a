do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_task uuid;
    v_options jsonb;
begin
    select t.id into v_task from nachet_data.blob_task as t limit 1;
    foreach v_options in array array['{"tag": "e"}', '{"task_id": "x"}', '[]', '7']::jsonb[] loop
        perform test.raises(
            format('select nachet.complete_blob_task(%L, %L, %L)', v_user, v_task, v_options),
            'NX210'
        );
    end loop;
    assert exists (select from nachet_data.blob_task as t where t.id = v_task);
end
$test$;
