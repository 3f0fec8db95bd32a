do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_user_id uuid;
    v_id uuid;
begin
    foreach v_user_id in array array[v_a, v_b] loop
        v_id := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
        perform test.add_picture(v_user_id, v_id) from generate_series(1, 3);
        perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, false);
    end loop;
    assert nachet.purge_trash(now(), '{"limit": 10}')
        = '{"containers": 0, "picture_sets": 0, "pictures": 0, "in_datasets": 0, "remaining": 0}';
    assert nachet.purge_trash('infinity', '{"limit": 2}')
        = '{"containers": 0, "picture_sets": 0, "pictures": 2, "in_datasets": 0, "remaining": 6}';
    assert nachet.purge_trash('infinity', '{"limit": 2}')
        = '{"containers": 0, "picture_sets": 1, "pictures": 2, "in_datasets": 0, "remaining": 3}';
    assert nachet.purge_trash('infinity', '{"limit": 2}')
        = '{"containers": 0, "picture_sets": 1, "pictures": 2, "in_datasets": 0, "remaining": 0}';
    assert (select count(*) from nachet_data.picture) = 0;
    assert (select count(*) from nachet_data.picture_set) = 2;
    assert (select count(*) from nachet_data.blob_task as t where t.kind = 'delete_blob') = 8;
    perform test.raises($$select nachet.purge_trash(now(), '{"limit": 0}')$$, 'NX210');
end
$test$;
