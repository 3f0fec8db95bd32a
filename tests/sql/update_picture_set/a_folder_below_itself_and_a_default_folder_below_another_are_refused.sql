do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_ids uuid[];
    v_parent uuid;
begin
    for v_n in 1 .. 3 loop
        v_ids[v_n] := nachet.create_picture_set(
            v_user_id, v_user_id, jsonb_build_object('name', 'same', 'parent', v_ids[v_n - 1])
        ) ->> 'picture_set_id';
    end loop;
    foreach v_parent in array v_ids loop
        assert test.raises(
            format(
                'select nachet.update_picture_set(%L, %L, %L, %L)', v_user_id, v_user_id, v_ids[1],
                jsonb_build_object('parent', v_parent)
            ),
            'NX140'
        ) = jsonb_build_object('picture_set_id', v_ids[1], 'parent', v_parent);
    end loop;
    perform test.raises(
        format(
            'select nachet.update_picture_set(%L, %L, %L, %L)', v_user_id, v_user_id, v_user_id,
            jsonb_build_object('parent', v_ids[1])
        ),
        'NX140'
    );
    -- Names are unique beside each other: the third one cannot come beside the second.
    assert test.raises(
        format(
            'select nachet.update_picture_set(%L, %L, %L, %L)', v_user_id, v_user_id, v_ids[3],
            jsonb_build_object('parent', v_ids[1])
        ),
        'NX102'
    ) = jsonb_build_object(
        'container_id', v_user_id, 'folder_name', 'same', 'picture_set_id', v_ids[2]
    );
    perform nachet.rename_picture_set(v_user_id, v_user_id, v_ids[3], 'other');
    perform nachet.update_picture_set(
        v_user_id, v_user_id, v_ids[3], jsonb_build_object('parent', v_ids[1])
    );
    perform test.raises(
        format(
            'select nachet.rename_picture_set(%L, %L, %L, %L)', v_user_id, v_user_id, v_ids[3],
            'SAME'
        ),
        'NX102'
    );
    -- Another container's folder, one in the trash, and none.
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_ids[3], false);
    foreach v_parent in array array[v_other, v_ids[3], gen_random_uuid()] loop
        assert test.raises(
            format(
                'select nachet.update_picture_set(%L, %L, %L, %L)', v_user_id, v_user_id, v_ids[1],
                jsonb_build_object('parent', v_parent)
            ),
            'NX003'
        ) = jsonb_build_object('picture_set_id', v_parent);
        perform test.raises(
            format(
                'select nachet.create_picture_set(%L, %L, %L)', v_user_id, v_user_id,
                jsonb_build_object('parent', v_parent)
            ),
            'NX003'
        );
    end loop;
    perform test.raises(
        format(
            'select nachet.update_picture_set(%L, %L, %L, %L)', v_user_id, v_user_id, v_ids[1],
            '{"name": "x"}'
        ),
        'NX210'
    );
end
$test$;
