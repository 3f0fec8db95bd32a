do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
begin
    v_id := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena"}'
    ) ->> 'picture_set_id';
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, false);
    perform nachet.create_picture_set(v_user_id, v_user_id, '{"name": "AVENA"}');
end
$test$;
