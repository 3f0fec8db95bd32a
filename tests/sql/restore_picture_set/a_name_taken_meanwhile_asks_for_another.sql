do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
begin
    v_id := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena"}'
    ) ->> 'picture_set_id';
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, false);
    perform nachet.create_picture_set(v_user_id, v_user_id, '{"name": "avena"}');
    assert test.raises(
        format('select nachet.restore_picture_set(%L, %L, %L)', v_user_id, v_user_id, v_id), 'NX102'
    ) ->> 'folder_name' = 'Avena';
    perform test.raises(
        format(
            'select nachet.restore_picture_set(%L, %L, %L, %L)', v_user_id, v_user_id, v_id,
            '{"name": " "}'
        ),
        'NX202'
    );
    perform test.raises(
        format(
            'select nachet.restore_picture_set(%L, %L, %L, %L)', v_user_id, v_user_id, v_id,
            '{"x": "y"}'
        ),
        'NX210'
    );
    assert nachet.restore_picture_set(
        v_user_id, v_user_id, v_id, '{"name": "Avena 2"}'
    ) ->> 'folder_name' = 'Avena 2';
end
$test$;
