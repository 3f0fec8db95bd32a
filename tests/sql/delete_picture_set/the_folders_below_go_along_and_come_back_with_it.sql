do $test$
declare
    v_user_id uuid;
    v_top uuid;
    v_below uuid;
    v_before uuid;
    v_picture uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_user_id := test.add_user('a@example.org');
    v_top := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "2026"}'
    ) ->> 'picture_set_id';
    v_below := nachet.create_picture_set(
        v_user_id, v_user_id, jsonb_build_object('name', 'north', 'parent', v_top)
    ) ->> 'picture_set_id';
    v_before := nachet.create_picture_set(
        v_user_id, v_user_id, jsonb_build_object('name', 'south', 'parent', v_top)
    ) ->> 'picture_set_id';
    v_picture := test.add_picture(v_user_id, v_below);
    perform test.add_picture(v_user_id, v_before);
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_before, false);
    perform test.set_now('2030-01-02Z');
    assert nachet.delete_picture_set(v_user_id, v_user_id, v_top, false) - 'blob_tasks'
        = jsonb_build_object('picture_set_id', v_top, 'kept', 0, 'trashed', 1);
    assert jsonb_array_length(nachet.list_picture_set_tree(v_user_id, v_user_id)) = 1;
    assert jsonb_path_query_array(
        nachet.list_trash(v_user_id, v_user_id), '$.picture_sets[*].parent'
    ) @> jsonb_build_array(null, v_top);

    -- One of them alone: its place is in the trash.
    assert test.raises(
        format('select nachet.restore_picture_set(%L, %L, %L)', v_user_id, v_user_id, v_below),
        'NX003'
    ) = jsonb_build_object('picture_set_id', v_top);
    perform test.set_now('2030-01-03Z');
    assert nachet.restore_picture_set(v_user_id, v_user_id, v_top) ->> 'nb_pictures' = '1';
    assert (nachet.get_picture(v_user_id, v_user_id, v_picture) ->> 'picture_set_id')::uuid
        = v_below;
    assert (
        select array_agg(f.value ->> 'folder_name' order by f.ordinality)
        from jsonb_array_elements(
            nachet.list_picture_set_tree(v_user_id, v_user_id)
        ) with ordinality as f (value, ordinality)
    ) = array['General', '2026', 'north'];
    -- What was deleted before stays in the trash until it is restored itself.
    assert nachet.list_trash(v_user_id, v_user_id) #>> '{picture_sets,0,picture_set_id}'
        = v_before::text;
    assert nachet.restore_picture_set(v_user_id, v_user_id, v_before) ->> 'nb_pictures' = '1';
    assert (
        select array_agg(a.act order by a.id)
        from nachet_data.act as a
        where a.entity_id = v_below
    ) = array['create_picture_set', 'delete_picture_set', 'restore_picture_set'];
end
$test$;
