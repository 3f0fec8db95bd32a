do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id constant uuid := nachet.create_picture_set(
        v_user_id, v_user_id,
        '{"name": "Field 7", "metadata": {"lot": 12, "crop": "oat", "at": {"x": 1, "y": 2}}}'
    ) ->> 'picture_set_id';
    v_answer jsonb;
begin
    -- The creation's description is being written: the new one waits for the end of that claim.
    v_answer := nachet.update_picture_set(
        v_user_id, v_user_id, v_id,
        '{"metadata": {"lot": 13, "crop": null, "at": {"y": 3}, "by": ["ana"]}}'
    );
    assert v_answer = jsonb_build_object(
        'container_id', v_user_id, 'picture_set_id', v_id, 'folder_name', 'Field 7',
        'parent', null, 'sample_id', null,
        'metadata', '{"lot": 13, "at": {"x": 1, "y": 3}, "by": ["ana"]}'::jsonb,
        'blob_tasks', '[]'::jsonb
    );
    assert (
        select
            array_agg((t.claimed_by, t.run_after, t.content -> 'picture_set' -> 'lot')::text)
        from nachet_data.blob_task as t
        where t.container_id = v_user_id and t.picture_set_id = v_id
    ) = array[(null, now() + interval '1 minute', '13')::text];
    assert nachet.get_picture_set(v_user_id, v_user_id, v_id) -> 'metadata'
        = v_answer -> 'metadata';

    delete from nachet_data.blob_task as t
    where t.container_id = v_user_id;
    assert nachet.update_picture_set(
        v_user_id, v_user_id, v_id, '{"metadata": {"lot": 14}}'
    ) #>> '{blob_tasks,0,content,picture_set,lot}' = '14';
    -- Nothing changed: nothing to write, no act.
    delete from nachet_data.blob_task as t
    where t.container_id = v_user_id;
    assert nachet.update_picture_set(
        v_user_id, v_user_id, v_id, '{"metadata": {"lot": 14}}'
    ) -> 'blob_tasks' = '[]';
    assert nachet.update_picture_set(v_user_id, v_user_id, v_id, '{}')
        -> 'metadata' -> 'lot' = '14';
    assert (
        select array_agg(a.act order by a.id)
        from nachet_data.act as a
        where a.entity_id = v_id
    ) = array['create_picture_set', 'update_picture_set', 'update_picture_set'];
    assert (
        select (a.before -> 'metadata' -> 'lot', a.after -> 'metadata' -> 'lot')
        from nachet_data.act as a
        where a.entity_id = v_id
        order by a.id desc
        limit 1
    ) = ('13'::jsonb, '14'::jsonb);
end
$test$;
