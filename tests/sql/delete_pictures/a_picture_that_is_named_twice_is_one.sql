do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
begin
    assert nachet.delete_pictures(v_user, v_user, array[v_picture, v_picture]) = '{"trashed": 1}';
    assert nachet.delete_pictures(v_user, v_user, '{}') = '{"trashed": 0}';
end
$test$;
