-- Where a folder of the archive came from is in its columns: metadata say what people like.
do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_id constant uuid := nachet.create_picture_set(
        v_user, v_user, '{"metadata": {"former_container_id": "x"}}'
    ) ->> 'picture_set_id';
    v_claims constant jsonb := jsonb_build_object(
        'former_container_id', v_user, 'former_picture_set_id', v_id
    );
    v_false uuid;
    v_picture uuid;
begin
    perform test.add_picture(v_user, v_id, '{"seed_name": "Avena fatua"}');
    perform nachet.delete_picture_set(v_user, v_user, v_id, true);
    perform nachet.update_picture_set(
        v_admin, v_archive_id, v_id, jsonb_build_object(
            'metadata', '{"former_container_id": null, "seen": true}'::jsonb
        )
    );
    v_false := nachet.create_picture_set(
        v_admin, v_archive_id, jsonb_build_object('metadata', v_claims)
    ) ->> 'picture_set_id';
    v_picture := nachet.register_pictures(v_admin, v_archive_id, v_false, jsonb_build_array(
        jsonb_build_object(
            'media_type', 'image/png', 'extension', 'png', 'byte_size', 1,
            'sha256', repeat('ab', 32), 'metadata', v_claims
        )
    )) #>> '{0,picture_id}';
    perform nachet.confirm_pictures(v_admin, v_archive_id, array[v_picture]);

    assert (
        select ps.metadata = '{"seen": true}' and ps.former_container_id = v_user
            and ps.former_picture_set_id = v_id
        from nachet.picture_set_summary as ps
        where ps.container_id = v_archive_id and ps.picture_set_id = v_id
    );
    assert nachet.restore_picture_set(v_user, v_user, v_id) ->> 'unarchived' = '1';
    assert nachet.get_picture_set(v_user, v_user, v_id) -> 'metadata'
        = '{"former_container_id": "x"}';
    assert (
        select p.container_id = v_archive_id
        from nachet_data.picture as p
        where p.id = v_picture
    );
    perform test.raises(
        format('select nachet.unarchive_picture_set(%L, %L, %L)', v_other, v_other, v_id), 'NX003'
    );
end
$test$;
