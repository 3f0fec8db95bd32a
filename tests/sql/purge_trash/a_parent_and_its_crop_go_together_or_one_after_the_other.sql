do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
    v_parent uuid;
begin
    v_id := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
    v_parent := test.add_picture(v_user_id, v_id);
    perform test.add_picture(v_user_id, v_id, jsonb_build_object('parent', v_parent));
    perform test.add_picture(v_user_id, v_id, jsonb_build_object('parent', v_parent));
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, false);
    assert nachet.purge_trash('infinity', '{"limit": 2}')
        = '{"containers": 0, "picture_sets": 0, "pictures": 2, "in_datasets": 0, "remaining": 2}';
    assert nachet.purge_trash('infinity', '{"limit": 2}')
        = '{"containers": 0, "picture_sets": 1, "pictures": 1, "in_datasets": 0, "remaining": 0}';
end
$test$;
