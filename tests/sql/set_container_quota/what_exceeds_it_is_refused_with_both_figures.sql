do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('user@example.org');
    v_old constant uuid := test.add_picture(v_user);
    v_folder constant uuid := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_new constant jsonb := jsonb_build_object('sha256', repeat('a', 64), 'byte_size', 1500);
begin
    assert nachet.set_container_quota(v_admin, v_user, '{"quota": 3000}') -> 'quota' = '3000';
    perform test.reserve_picture(v_user, v_new, v_folder);
    -- The same bytes again are the same picture.
    perform test.reserve_picture(v_user, v_new, v_folder);
    assert test.raises(format('select test.reserve_picture(%L)', v_user), 'NX130')
        = jsonb_build_object(
            'container_id', v_user, 'quota', 3000, 'byte_size', 2500, 'new_byte_size', 1000
        );
    perform test.reserve_picture(v_user, '{"byte_size": 500}');
    assert nachet.get_container_usage(v_user, v_user) = jsonb_build_object(
        'container_id', v_user, 'quota', 3000, 'byte_size', 3000, 'trashed_byte_size', 0,
        'nb_pictures', 1, 'nb_pending', 2, 'nb_trashed', 0
    );
    -- The trash counts until it is purged.
    perform nachet.delete_pictures(v_user, v_user, array[v_old]);
    perform test.raises(format('select test.reserve_picture(%L)', v_user), 'NX130');
    perform nachet.purge_trash('infinity');
    perform test.reserve_picture(v_user);
    perform test.raises(
        format('select test.reserve_picture(%L, %L)', v_user, '{"byte_size": 1}'), 'NX130'
    );
    assert nachet.set_container_quota(v_admin, v_user, '{}') -> 'quota' = 'null';
    perform test.reserve_picture(v_user, '{"byte_size": 1000000}');
    -- What is there stays.
    perform nachet.set_container_quota(v_admin, v_user, '{"quota": 0}');
    perform test.raises(
        format('select test.reserve_picture(%L, %L)', v_user, '{"byte_size": 1}'), 'NX130'
    );
end
$test$;
