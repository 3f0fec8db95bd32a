do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
    v_picture uuid;
    v_answer jsonb;
begin
    v_picture := test.add_picture(v_user_id);
    v_id := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
    perform nachet.move_pictures(v_user_id, v_user_id, array[v_picture], v_id);
    -- The description and the moved blob are claimed by those who made them.
    v_answer := nachet.purge_picture_set(v_user_id, v_user_id, v_id);
    assert (
        select array_agg(t.value ->> 'blob_name')
        from jsonb_array_elements(v_answer -> 'blob_tasks') as t (value)
    ) = array[v_user_id || '/' || v_picture || '.png'];
    assert (
        select array_agg((t.blob_name, t.run_after, t.claimed_by)::text order by t.blob_name)
        from nachet_data.blob_task as t
        where t.container_id = v_user_id and t.kind = 'delete_blob' and t.claimed_by is null
    ) = (
        select array_agg((b.name, now() + interval '1 minute', null)::text order by b.name)
        from (
            values (v_id || '/' || v_id || '.json'), (v_id || '/' || v_picture || '.png')
        ) as b (name)
    );
    assert not exists (
        select
        from nachet_data.blob_task as t
        where t.container_id = v_user_id and t.kind = 'move_picture'
    );
end
$test$;
