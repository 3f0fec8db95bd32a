do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
begin
    v_id := test.add_picture(v_user_id);
    update nachet_data.picture as p
    set state = 'pending'
    where p.container_id = v_user_id and p.id = v_id;
    v_id := test.add_picture(v_user_id);
    update nachet_data.picture as p
    set deleted_at = now()
    where p.container_id = v_user_id and p.id = v_id;
    assert nachet.list_picture_set_pictures(
        v_user_id, v_user_id, v_user_id
    ) = '{"items": [], "next": null}';
end
$test$;
