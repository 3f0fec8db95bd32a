do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set uuid;
    v_batch uuid;
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "f"}') ->> 'picture_set_id';
    v_batch := nachet.begin_batch(v_user, v_user, v_set) ->> 'batch_id';
    perform nachet.delete_picture_set(v_user, v_user, v_set, false);
    perform test.raises(
        format('select nachet.get_batch(%1$L, %1$L, %2$L)', v_user, v_batch), 'NX050'
    );
    assert nachet.list_batches(v_user, v_user) = '{"items": [], "next": null}';
    perform nachet.restore_picture_set(v_user, v_user, v_set);
    assert nachet.get_batch(v_user, v_user, v_batch) ->> 'folder_name' = 'f';
    perform nachet.delete_picture_set(v_user, v_user, v_set, false);
    perform nachet.purge_trash(now() + interval '1 day');
    assert not exists (select from nachet_data.batch);
end
$test$;
