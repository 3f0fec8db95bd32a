do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_answer jsonb;
begin
    v_answer := nachet.create_picture_set(v_user_id, v_user_id);
    assert v_answer ->> 'folder_name' = v_answer ->> 'picture_set_id';
    v_answer := nachet.create_picture_set(v_user_id, v_user_id, '{"name": null}');
    assert v_answer ->> 'folder_name' = v_answer ->> 'picture_set_id';
end
$test$;
