do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := gen_random_uuid();
    v_name constant text := v_user || '/' || v_picture || '.png';
    v_task jsonb;
begin
    v_task := nachet.discard_blob(v_user, v_name, 'e') #> '{blob_tasks,0}';
    assert v_task @> jsonb_build_object(
        'kind', 'delete_blob', 'container_name', 'user-' || v_user, 'blob_name', v_name,
        'picture_id', v_picture, 'content', '{"etag": "e"}'::jsonb
    );
    assert v_task ->> 'claim' is not null;
    assert nachet.discard_blob(v_user, v_name, 'e') = '{"blob_tasks": []}', 'it is under way';
    assert jsonb_array_length(nachet.discard_blob(v_user, 'left over', 'e') -> 'blob_tasks') = 1;
end
$test$;
