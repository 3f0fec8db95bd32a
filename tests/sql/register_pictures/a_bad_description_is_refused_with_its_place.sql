do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_case record;
    v_detail jsonb;
begin
    for v_case in
        select c.key, c.value
        from jsonb_each(jsonb_build_object(
            'media_type', 7, 'extension', '../x', 'byte_size', 0, 'sha256', 'abc', 'width', -1,
            'height', 1.5,
            'zoom', 0.5, 'nb_seeds', 0, 'description', 1, 'metadata', '[]'::jsonb,
            'picture_id', 'x', 'parent', 'x',
            'parent_box', '{"topX": 9, "topY": 0, "bottomX": 1, "bottomY": 1}'::jsonb,
            'seed_id', 'x', 'seed_name', ' '
        )) as c
    loop
        v_detail := test.raises(format(
            'select nachet.register_pictures(%L, %L, %L, %L)', v_user, v_user, v_user,
            jsonb_build_array(
                jsonb_build_object(
                    'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256',
                    repeat('ab', 32), 'width', 4, 'height', 3
                ),
                jsonb_build_object(
                    'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256',
                    repeat('ab', 32), 'width', 4, 'height', 3
                ) || jsonb_build_object(v_case.key, v_case.value)
            )
        ), 'NX203');
        assert v_detail ->> 'place' = 'pictures[1].' || v_case.key, v_detail;
    end loop;
    assert not exists (select from nachet_data.picture);
end
$test$;
