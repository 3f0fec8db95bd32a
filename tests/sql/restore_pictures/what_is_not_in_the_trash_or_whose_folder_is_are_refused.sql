do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set uuid;
    v_there uuid;
    v_deleted uuid;
begin
    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_there := test.add_picture(v_user);
    v_deleted := test.add_picture(v_user, v_set);
    perform nachet.delete_pictures(v_user, v_user, array[v_deleted]);
    assert test.raises(format(
        'select nachet.restore_pictures(%L, %L, %L)', v_user, v_user, array[v_deleted, v_there]
    ), 'NX004') = jsonb_build_object('picture_id', v_there);
    perform nachet.delete_picture_set(v_user, v_user, v_set, false);
    assert test.raises(format(
        'select nachet.restore_pictures(%L, %L, %L)', v_user, v_user, array[v_deleted]
    ), 'NX003') = jsonb_build_object('picture_set_id', v_set);
end
$test$;
