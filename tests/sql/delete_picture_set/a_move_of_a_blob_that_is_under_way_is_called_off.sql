do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
    v_picture_id uuid;
begin
    v_id := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
    v_picture_id := test.add_picture(v_user_id, v_id, '{"seed_name": "Avena fatua"}');
    insert into nachet_data.blob_task (
        container_id, kind, picture_id, blob_container_id, blob_name, target_name, run_after
    )
    values (
        v_user_id, 'move_picture', v_picture_id, v_user_id, 'old/x.png', 'new/x.png',
        now() + interval '5 minutes'
    );
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, true);
    assert (
        select array_agg((t.kind, t.blob_container_id, t.blob_name, t.run_after)::text)
        from nachet_data.blob_task as t
        where t.container_id = v_user_id and t.picture_id = v_picture_id
    ) = array[('delete_blob', v_user_id, 'new/x.png', now() + interval '5 minutes')::text];
end
$test$;
