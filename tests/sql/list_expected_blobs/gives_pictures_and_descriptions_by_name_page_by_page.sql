do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_trashed constant uuid := test.add_picture(v_user);
    v_set uuid;
    v_names text[];
    v_seen text[] := '{}';
    v_page jsonb := '{"next": ""}';
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"metadata": {"site": 7}}')
    ->> 'picture_set_id';
    v_names := array[
        v_user || '/' || v_trashed || '.png',
        v_user || '/' || test.add_picture(v_user) || '.png',
        v_user || '/' || v_user || '.json',
        v_set || '/' || test.add_picture(v_user, v_set) || '.png',
        v_set || '/' || v_set || '.json'
    ];
    perform nachet.delete_pictures(v_user, v_user, array[v_trashed]);
    loop
        v_page := nachet.list_expected_blobs(
            v_user, jsonb_build_object('after', v_page -> 'next', 'limit', 2)
        );
        v_seen := v_seen || array(
            select b.value ->> 'blob_name'
            from jsonb_array_elements(v_page -> 'items') with ordinality as b (value, n)
            order by b.n
        );
        exit when v_page -> 'next' = 'null';
    end loop;
    assert v_seen
        = array(select n.name from unnest(v_names) as n (name) order by n.name collate "C");
    assert jsonb_path_query_first(
        nachet.list_expected_blobs(v_user),
        '$.items[*] ? (@.kind == "folder" && @.content.picture_set.site == 7)'
    ) ->> 'blob_name' = v_set || '/' || v_set || '.json';
end
$test$;
