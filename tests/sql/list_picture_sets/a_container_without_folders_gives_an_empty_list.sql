do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
begin
    delete from nachet_data.picture_set as ps where ps.container_id = v_user_id;
    assert nachet.list_picture_sets(v_user_id, v_user_id) = '[]';
end
$test$;
