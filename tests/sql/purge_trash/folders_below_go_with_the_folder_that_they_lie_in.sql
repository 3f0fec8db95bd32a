do $test$
declare
    v_user_id uuid;
    v_top uuid;
    v_below uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_user_id := test.add_user('a@example.org');
    v_top := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "2026"}'
    ) ->> 'picture_set_id';
    v_below := nachet.create_picture_set(
        v_user_id, v_user_id, jsonb_build_object('name', 'north', 'parent', v_top)
    ) ->> 'picture_set_id';
    perform test.add_picture(v_user_id, v_below);
    perform test.add_picture(v_user_id, v_below);
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_top, false);
    perform test.set_now('2030-01-02Z');
    assert nachet.purge_trash('2030-01-02Z', '{"limit": 1}')
        = '{"containers": 0, "picture_sets": 0, "pictures": 1, "in_datasets": 0, "remaining": 3}',
        'one of the pictures is left';
    assert nachet.purge_trash('2030-01-02Z')
        = '{"containers": 0, "picture_sets": 2, "pictures": 1, "in_datasets": 0, "remaining": 0}';
    assert (
        select count(*)
        from nachet_data.act as a
        where a.act = 'purge_trash' and a.user_id is null and a.container_id = v_user_id
    ) = 4;
end
$test$;
