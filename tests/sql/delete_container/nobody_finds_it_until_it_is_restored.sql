do $test$
declare
    v_owner uuid;
    v_guest uuid;
    v_admin uuid;
    v_container uuid;
    v_folder uuid;
    v_deleted uuid;
    v_before jsonb;
    v_shown jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_owner := test.add_user('owner@example.org');
    v_guest := test.add_user('guest@example.org');
    v_admin := test.add_user('admin@example.org', 'admin');
    v_container := nachet.create_container(v_owner, '{"name": "Trials", "public": true}')
        ->> 'container_id';
    v_folder := nachet.create_picture_set(v_owner, v_container) ->> 'picture_set_id';
    v_deleted := nachet.create_picture_set(v_owner, v_container) ->> 'picture_set_id';
    perform nachet.share_container_with_user(v_owner, v_container, 'guest@example.org', 'manage');
    perform nachet.delete_picture_set(v_owner, v_container, v_deleted, false);
    v_before := nachet.get_container_access(v_owner, v_container);
    v_shown := nachet.list_picture_sets(v_owner, v_container);

    perform test.set_now('2030-01-02Z');
    perform test.raises(
        format('select nachet.delete_container(%L, %L)', v_guest, v_container), 'NX301'
    );
    assert nachet.delete_container(v_owner, v_container, '{"reason": "Over."}')
        = jsonb_build_object('container_id', v_container, 'picture_sets', 2, 'pictures', 0);
    perform test.raises(
        format('select nachet.list_picture_sets(%L, %L)', v_owner, v_container), 'NX002'
    );
    perform test.raises(
        format('select nachet.list_picture_sets(%L, %L)', v_admin, v_container), 'NX002'
    );
    perform test.raises(
        format('select nachet.delete_container(%L, %L)', v_owner, v_container), 'NX002'
    );
    assert jsonb_array_length(nachet.list_containers(v_guest)) = 1;
    assert nachet.list_deleted_containers(v_guest) = '[]';
    assert nachet.list_deleted_containers(v_owner) = jsonb_build_array(jsonb_build_object(
        'container_id', v_container, 'name', 'Trials', 'kind', 'further', 'owner_id', v_owner,
        'nb_pictures', 0, 'byte_size', 0, 'deleted_at', '2030-01-02T00:00:00+00:00'
    ));
    assert nachet.list_deleted_containers(v_admin) = nachet.list_deleted_containers(v_owner);
    -- Its shares and owner come back, and what was deleted before stays deleted.
    perform test.raises(
        format('select nachet.restore_container(%L, %L)', v_guest, v_container), 'NX002'
    );
    assert nachet.restore_container(v_owner, v_container) = v_before;
    assert nachet.list_picture_sets(v_owner, v_container) = v_shown;
    assert jsonb_path_query_array(
        nachet.list_trash(v_guest, v_container), '$.picture_sets[*].picture_set_id'
    ) = jsonb_build_array(v_deleted);
end
$test$;
