do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_parent constant uuid := test.add_picture(v_user);
    v_box constant jsonb := '{"topX": 1, "topY": 2, "bottomX": 8, "bottomY": 9}';
    v_case record;
    v_detail jsonb;
begin
    for v_case in
        select c.place, c.said
        from (
            values
            ('media_type', '{"media_type": 7}'::jsonb),
            ('extension', '{"extension": "../x"}'),
            ('extension', '{"extension": 12}'),
            ('extension', '{"extension": true}'),
            ('byte_size', '{"byte_size": 0}'),
            ('byte_size', '{"byte_size": "10"}'),
            ('sha256', '{"sha256": "abc"}'),
            ('sha256', jsonb_build_object('sha256', repeat('1', 64)::numeric)),
            ('width', '{"width": -1}'),
            ('height', '{"height": 1.5}'),
            ('zoom', '{"zoom": 0.5}'),
            ('nb_seeds', '{"nb_seeds": 0}'),
            ('description', '{"description": 1}'),
            ('metadata', '{"metadata": []}'),
            ('picture_id', '{"picture_id": "x"}'),
            ('parent', '{"parent": "x"}'),
            ('parent_box', jsonb_build_object('parent', v_parent, 'parent_box', 7)),
            (
                'parent_box.topX',
                jsonb_build_object('parent', v_parent, 'parent_box', '{}'::jsonb)
            ),
            (
                'parent_box.topY',
                jsonb_build_object('parent', v_parent, 'parent_box', v_box - 'topY')
            ),
            (
                'parent_box.bottomX',
                jsonb_build_object('parent', v_parent, 'parent_box', v_box || '{"bottomX": 0}')
            ),
            (
                'parent_box.bottomY',
                jsonb_build_object('parent', v_parent, 'parent_box', v_box || '{"bottomY": "9"}')
            ),
            (
                'parent_box',
                jsonb_build_object('parent', v_parent, 'parent_box', v_box || '{"bottomX": 1}')
            ),
            ('parent_box', jsonb_build_object('parent_box', v_box)),
            ('parent_box', jsonb_build_object('parent', null, 'parent_box', v_box)),
            ('seed_id', '{"seed_id": "x"}'),
            ('seed_name', '{"seed_name": " "}')
        ) as c (place, said)
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
                ) || v_case.said
            )
        ), 'NX203');
        assert v_detail ->> 'place' = 'pictures[1].' || v_case.place, v_detail || v_case.said;
    end loop;
    assert (select array_agg(p.id) from nachet_data.picture as p) = array[v_parent];
end
$test$;
