do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_set uuid;
    v_id constant uuid := gen_random_uuid();
begin
    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    assert test.raises(format(
        'select nachet.move_pictures(%L, %L, %L, %L)', v_user, v_user, array[v_picture], v_id
    ), 'NX003') = jsonb_build_object('picture_set_id', v_id);
    assert test.raises(format(
        'select nachet.move_pictures(%L, %L, %L, %L)', v_user, v_user, array[v_picture, v_id], v_set
    ), 'NX004') = jsonb_build_object('picture_id', v_id);
    perform nachet.delete_picture_set(v_user, v_user, v_set, false);
    perform test.raises(format(
        'select nachet.move_pictures(%L, %L, %L, %L)', v_user, v_user, array[v_picture], v_set
    ), 'NX003');
    assert nachet.get_picture(v_user, v_user, v_picture) ->> 'picture_set_id' = v_user::text;
end
$test$;
