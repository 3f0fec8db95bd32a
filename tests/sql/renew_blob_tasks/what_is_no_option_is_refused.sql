do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_options jsonb;
begin
    foreach v_options in array array[
        '{"container": "yes"}', '{"picture_set_id": "x"}', '{"picture_id": 5}', '{"folder": true}',
        '[]'
    ]::jsonb[] loop
        perform test.raises(
            format('select nachet.renew_blob_tasks(%L, %L)', v_user, v_options), 'NX210'
        );
    end loop;
end
$test$;
