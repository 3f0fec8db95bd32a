do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_id uuid;
    v_picture uuid;
    v_crop uuid;
    v_tasks jsonb;
    v_answer jsonb;
begin
    v_id := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena (1)", "metadata": {"x": 1}}'
    ) ->> 'picture_set_id';
    v_picture := test.add_picture(v_user_id, v_id, '{"seed_name": "Avena fatua"}');
    v_crop := test.add_picture(v_user_id, null, jsonb_build_object('parent', v_picture));
    v_tasks := nachet.delete_picture_set(v_user_id, v_user_id, v_id, true) -> 'blob_tasks';
    perform test.raises(
        format('select nachet.unarchive_picture_set(%L, %L, %L)', v_user_id, v_user_id, v_id),
        'NX003'
    );
    perform nachet.purge_picture_set(v_user_id, v_user_id, v_id);
    perform nachet.complete_blob_tasks(
        v_archive_id, test.done(nachet.complete_blob_tasks(v_archive_id, test.done(v_tasks)))
    );

    -- The name is taken meanwhile.
    perform nachet.create_picture_set(v_user_id, v_user_id, '{"name": "avena (1)"}');
    perform test.raises(
        format('select nachet.unarchive_picture_set(%L, %L, %L)', v_user_id, v_user_id, v_id),
        'NX102'
    );
    v_answer := nachet.unarchive_picture_set(
        v_user_id, v_user_id, v_id, '{"name": " Avena again "}'
    );
    assert v_answer - 'blob_tasks' = jsonb_build_object(
        'container_id', v_user_id, 'picture_set_id', v_id, 'folder_name', 'Avena again',
        'nb_pictures', 2, 'unarchived', 2
    );
    assert nachet.get_picture_set(v_user_id, v_user_id, v_id) -> 'metadata' = '{"x": 1}';
    -- The crop goes back to its own folder.
    assert (nachet.get_picture(v_user_id, v_user_id, v_crop) ->> 'picture_set_id')::uuid
        = v_user_id;
    assert (nachet.get_picture(v_user_id, v_user_id, v_crop) ->> 'parent')::uuid = v_picture;
    assert (
        select jsonb_object_agg(k.kind, k.n)
        from (
            select t.value ->> 'kind' as kind, count(*) as n
            from jsonb_array_elements(v_answer -> 'blob_tasks') as t
            group by 1
        ) as k
    ) = '{"write_folder": 1, "move_picture": 2, "delete_blob": 2}';
    perform test.raises(
        format('select nachet.unarchive_picture_set(%L, %L, %L)', v_user_id, v_user_id, v_id),
        'NX003'
    );

    -- A folder that was restored by an earlier version, without what the archive has: into it.
    v_tasks := nachet.complete_blob_tasks(v_user_id, test.done(
        jsonb_path_query_array(v_answer, '$.blob_tasks[*] ? (@.container_id == $id)',
            jsonb_build_object('id', v_user_id))
    ));
    perform nachet.complete_blob_tasks(v_user_id, test.done(v_tasks));
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, true);
    update nachet_data.picture_set as ps
    set deleted_at = null
    where ps.container_id = v_user_id and ps.id = v_id;
    assert nachet.unarchive_picture_set(v_user_id, v_user_id, v_id) - 'blob_tasks'
        = v_answer - 'blob_tasks';
    assert (
        select array_agg(a.act order by a.id)
        from nachet_data.act as a
        where a.entity_id = v_id and a.entity = 'picture_set' and a.container_id = v_user_id
    ) = array[
        'create_picture_set', 'delete_picture_set', 'purge_picture_set', 'unarchive_picture_set',
        'delete_picture_set'
    ];
end
$test$;
