do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
    v_answer jsonb;
begin
    v_id := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena"}'
    ) ->> 'picture_set_id';
    perform test.add_picture(v_user_id, v_id);
    v_answer := nachet.get_picture_set(v_user_id, v_user_id, v_id);
    assert v_answer ->> 'folder_name' = 'Avena';
    assert v_answer -> 'nb_pictures' = '1';
    assert v_answer ->> 'last_activity' is not null;
end
$test$;
