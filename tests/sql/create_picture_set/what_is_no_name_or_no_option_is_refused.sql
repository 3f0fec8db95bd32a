do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_options jsonb;
begin
    foreach v_options in array array[
        '{"name": ""}', '{"name": " \n\t "}', '{"name": "\u200B \u2060"}',
        jsonb_build_object('name', repeat('x', 201))
    ]::jsonb[] loop
        assert test.raises(
            format('select nachet.create_picture_set(%L, %L, %L)', v_user_id, v_user_id, v_options),
            'NX202'
        ) = jsonb_build_object('name', left(v_options ->> 'name', 200));
    end loop;
    foreach v_options in array array[
        '{"name": 5}', '{"metadata": []}', '{"metadata": "x"}', '{"picture_set_id": "x"}',
        '{"nam": "x"}', '[]'
    ]::jsonb[] loop
        perform test.raises(
            format('select nachet.create_picture_set(%L, %L, %L)', v_user_id, v_user_id, v_options),
            'NX210'
        );
    end loop;
    assert (
        select count(*) from nachet_data.picture_set as ps where ps.container_id = v_user_id
    ) = 1;
end
$test$;
