-- Else a late deletion of the blob at its old place would hit the blob that came back there.
do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_id uuid;
    v_picture uuid;
    v_tasks jsonb;
    v_answer jsonb;
begin
    v_id := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
    v_picture := test.add_picture(v_user_id, v_id, '{"seed_name": "Avena fatua"}');
    v_tasks := nachet.delete_picture_set(v_user_id, v_user_id, v_id, true) -> 'blob_tasks';
    -- The blob has arrived in the archive; who moved it died before the old one was deleted.
    assert nachet.complete_blob_tasks(v_archive_id, test.done(v_tasks)) #>> '{0,kind}'
        = 'delete_blob';
    v_answer := nachet.restore_picture_set(v_user_id, v_user_id, v_id);
    assert (
        select
            array_agg(
                (t.container_id, t.kind, t.blob_container_id, t.blob_name, t.content)::text
                order by t.kind
            )
        from nachet_data.blob_task as t
        where t.picture_id = v_picture
    ) = array[
        (
            v_user_id, 'delete_blob', v_user_id, v_id || '/' || v_picture || '.png',
            '{"etag": "e"}'
        )::text,
        (
            v_user_id, 'move_picture', v_archive_id, v_id || '/' || v_picture || '.png', null
        )::text
    ];
    assert not jsonb_path_exists(
        v_answer, '$.blob_tasks[*] ? (@.kind == "move_picture" || @.content.etag == "e")'
    ), 'the deletion is another''s until its claim ends, and the move comes after it';
    -- The archive's description goes, in the archive's own container.
    assert jsonb_path_query_array(
        v_answer, '$.blob_tasks[*] ? (@.kind == "delete_blob").container_id'
    ) = jsonb_build_array(v_archive_id);
    -- The checker knows the blob in the archive as that of the picture, and leaves it there.
    assert nachet.get_expected_blob(
        v_archive_id, v_id || '/' || v_picture || '.png'
    ) #>> '{expected,picture_id}' = v_picture::text;
    assert jsonb_path_exists(
        nachet.list_expected_blobs(v_archive_id),
        '$.items[*] ? (@.picture_id == $id && @.at_home == true)',
        jsonb_build_object('id', v_picture)
    );
end
$test$;
