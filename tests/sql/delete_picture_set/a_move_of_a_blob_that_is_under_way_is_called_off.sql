do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
    v_picture_id uuid;
    v_home text;
    v_away text;
begin
    v_id := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
    v_picture_id := test.add_picture(v_user_id, null, '{"seed_name": "Avena fatua"}');
    v_home := nachet.get_picture(v_user_id, v_user_id, v_picture_id) ->> 'blob_name';
    v_away := nachet.move_pictures(v_user_id, v_user_id, array[v_picture_id], v_id)
        #>> '{blob_tasks,0,target_name}';
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, true);
    -- What may have been copied goes when the claim of whoever copies has ended.
    assert (
        select
            array_agg((t.kind, t.blob_container_id, t.blob_name, t.run_after, t.claimed_by)::text)
        from nachet_data.blob_task as t
        where t.container_id = v_user_id and t.picture_id = v_picture_id
    ) = array[('delete_blob', v_user_id, v_away, now() + interval '1 minute', null)::text];
    assert (
        select (t.kind, t.blob_container_id, t.blob_name) = ('move_picture', v_user_id, v_home)
        from nachet_data.blob_task as t
        where t.container_id <> v_user_id and t.picture_id = v_picture_id
    ), 'the archive takes it from where it still is';
end
$test$;
