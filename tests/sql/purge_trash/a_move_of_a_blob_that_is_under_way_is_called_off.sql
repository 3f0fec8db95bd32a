do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_picture_id constant uuid := test.add_picture(v_user_id);
    v_id uuid;
    v_task jsonb;
begin
    v_id := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
    v_task := nachet.move_pictures(v_user_id, v_user_id, array[v_picture_id], v_id)
        #> '{blob_tasks,0}';
    perform nachet.delete_pictures(v_user_id, v_user_id, array[v_picture_id]);
    perform nachet.purge_trash('infinity', '{"limit": 10}');
    assert nachet.complete_blob_tasks(v_user_id, test.done(jsonb_build_array(v_task))) = '[]';
    assert (
        select array_agg((t.kind, t.blob_name, t.run_after)::text order by t.run_after)
        from nachet_data.blob_task as t
        where t.container_id = v_user_id and t.picture_id = v_picture_id
    ) = array[
        ('delete_blob', v_task ->> 'blob_name', now())::text,
        ('delete_blob', v_task ->> 'target_name', now() + interval '1 minute')::text
    ];
end
$test$;
