do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_reserved constant uuid := test.reserve_picture(v_user);
    v_set uuid;
    v_name text;
    v_tasks jsonb;
begin
    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    perform nachet.move_pictures(v_user, v_user, array[v_picture], v_set);
    foreach v_name in array array[
        v_user || '/' || v_picture || '.png',
        v_set || '/' || v_picture || '.png',
        v_user || '/' || v_reserved || '.png',
        v_user || '/' || v_user || '.json',
        v_set || '/' || v_set || '.json'
    ] loop
        assert nachet.discard_blob(v_user, v_name, 'e') = '{"blob_tasks": []}', v_name;
    end loop;

    foreach v_name in array array[
        v_set || '/' || v_reserved || '.png', v_user || '/' || v_picture || '.jpg', 'notes.txt'
    ] loop
        v_tasks := nachet.discard_blob(v_user, v_name, 'e') -> 'blob_tasks';
        assert (v_tasks -> 0) @> jsonb_build_object(
            'kind', 'delete_blob', 'blob_name', v_name, 'content', '{"etag": "e"}'::jsonb
        );
        assert nachet.discard_blob(v_user, v_name, 'e') = '{"blob_tasks": []}', 'once';
    end loop;
end
$test$;
