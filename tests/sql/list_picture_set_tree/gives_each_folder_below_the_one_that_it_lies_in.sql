do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_ids jsonb := '{}';
    v_folder record;
begin
    for v_folder in
        select f.name, f.parent
        from (
            values
            ('b', null), ('a', null), ('a b', null), ('z', 'a'), ('y', 'z'), ('General', 'b')
        ) as f (name, parent)
    loop
        v_ids := v_ids || jsonb_build_object(
            v_folder.name,
            nachet.create_picture_set(
                v_user_id, v_user_id,
                jsonb_build_object(
                    'name', v_folder.name, 'parent', v_ids -> v_folder.parent,
                    'metadata', '{"x": 1}'::jsonb
                )
            ) -> 'picture_set_id'
        );
    end loop;
    perform test.add_picture(v_user_id, (v_ids ->> 'y')::uuid);
    assert (
        select jsonb_agg(t.value -> 'path' order by t.ordinality)
        from jsonb_array_elements(
            nachet.list_picture_set_tree(v_user_id, v_user_id)
        ) with ordinality as t (value, ordinality)
    ) = '[["General"], ["a"], ["a", "z"], ["a", "z", "y"], ["a b"], ["b"], ["b", "General"]]';
    assert nachet.list_picture_set_tree(v_user_id, v_user_id) -> 3 = jsonb_build_object(
        'picture_set_id', v_ids -> 'y', 'folder_name', 'y', 'parent', v_ids -> 'z', 'depth', 2,
        'path', '["a", "z", "y"]'::jsonb, 'metadata', '{"x": 1}'::jsonb, 'nb_pictures', 1
    );
    perform nachet.delete_picture_set(v_user_id, v_user_id, (v_ids ->> 'z')::uuid, false);
    assert jsonb_array_length(nachet.list_picture_set_tree(v_user_id, v_user_id)) = 5;
    perform test.raises(
        format('select nachet.list_picture_set_tree(%L, %L)', v_other, v_user_id), 'NX002'
    );
end
$test$;
