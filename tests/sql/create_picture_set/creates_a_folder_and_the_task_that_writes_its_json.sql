do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_answer jsonb;
    v_id uuid;
begin
    v_answer := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena", "metadata": {"site": 7}}'
    );
    v_id := v_answer ->> 'picture_set_id';
    assert v_answer - 'blob_tasks' = jsonb_build_object(
        'container_id', v_user_id, 'picture_set_id', v_id, 'folder_name', 'Avena'
    );
    assert jsonb_array_length(v_answer -> 'blob_tasks') = 1;
    assert v_answer #>> '{blob_tasks,0,kind}' = 'write_folder';
    assert v_answer #>> '{blob_tasks,0,container_name}' = 'user-' || v_user_id;
    assert v_answer #>> '{blob_tasks,0,blob_name}' = v_id || '/' || v_id || '.json';
    assert v_answer #> '{blob_tasks,0,content,picture_set}' = '{"site": 7}';
    assert (
        select (ps.name, ps.picture_set, ps.owner_id, ps.is_default)
            = ('Avena', '{"site": 7}'::jsonb, v_user_id, false)
        from nachet_data.picture_set as ps
        where ps.container_id = v_user_id and ps.id = v_id
    );
end
$test$;
