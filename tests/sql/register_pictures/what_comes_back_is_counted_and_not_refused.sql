-- From the trash and from the archive, whatever the quota; new pictures wait until there is room.
do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('user@example.org');
    v_id constant uuid := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_other constant uuid := nachet.create_container(v_user, '{"name": "b"}') ->> 'container_id';
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_new constant text := format('select test.reserve_picture(%L)', v_user);
    v_picture uuid;
begin
    v_picture := test.add_picture(v_user, v_id, '{"seed_name": "Avena fatua"}');
    perform nachet.delete_picture_set(v_user, v_user, v_id, true);
    perform nachet.set_container_quota(v_admin, v_user, '{"quota": 1500}');
    perform test.add_picture(v_user);
    assert nachet.restore_picture_set(v_user, v_user, v_id) ->> 'unarchived' = '1';
    assert test.raises(v_new, 'NX130') @> '{"quota": 1500, "byte_size": 2000}';

    perform nachet.delete_picture_set(v_user, v_user, v_id, true);
    perform nachet.purge_picture_set(v_user, v_user, v_id);
    assert nachet.unarchive_picture_set(v_user, v_user, v_id) ->> 'unarchived' = '1';
    assert test.raises(v_new, 'NX130') @> '{"byte_size": 2000}';

    -- What is in the trash counts there: it comes back as it went.
    perform nachet.delete_pictures(v_user, v_user, array[v_picture]);
    perform test.raises(v_new, 'NX130');
    perform nachet.restore_pictures(v_user, v_user, array[v_picture]);
    perform nachet.set_container_quota(v_admin, v_other, '{"quota": 0}');
    perform nachet.delete_picture_set(v_user, v_user, v_id, true);
    delete from nachet_data.blob_task as t where t.container_id = v_archive_id;
    assert nachet.unarchive_picture_set(
        v_user, v_other, v_id, jsonb_build_object('from_container_id', v_user)
    ) ->> 'unarchived' = '1';
    perform nachet.delete_container(v_user, v_other);
    assert nachet.restore_container(v_user, v_other) ->> 'quota' = '0';
    assert nachet.get_picture(v_user, v_other, v_picture) ->> 'picture_id' = v_picture::text;
    assert nachet.get_container_usage(v_user, v_other) ->> 'byte_size' = '1000';

    -- Below the quota again, others come in.
    perform nachet.set_container_quota(v_admin, v_user, '{"quota": 2000}');
    perform test.add_picture(v_user);
end
$test$;
