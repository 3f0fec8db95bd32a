do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := test.add_picture(v_user);
    v_reserved constant uuid := test.reserve_picture(v_user);
    v_case record;
    v_detail jsonb;
begin
    for v_case in
        select *
        from (
            values
            ('{"zoom": 0.5}'::jsonb, 'NX203', 'zoom'),
            ('{"nb_seeds": 1.5}', 'NX203', 'nb_seeds'),
            ('{"name": " "}', 'NX203', 'name'),
            (jsonb_build_object('name', repeat('x', 256)), 'NX203', 'name'),
            (jsonb_build_object('tray', repeat('x', 201)), 'NX203', 'tray'),
            ('{"taken_at": "yesterday"}', 'NX203', 'taken_at'),
            ('{"add_seeds": ["Avena fatua", " "]}', 'NX203', 'add_seeds[1]'),
            ('{"remove_seeds": ["unheard of"]}', 'NX007', 'remove_seeds[0]'),
            (
                '{"add_seeds": ["01900000-0000-7000-8000-00000000ffff"]}', 'NX007', 'add_seeds[0]'
            ),
            ('{"seed_id": "01900000-0000-7000-8000-000000000000"}', 'NX210', null),
            ('{"zooom": 2}', 'NX210', null),
            ('[]', 'NX210', null)
        ) as c (options, code, place)
    loop
        v_detail := test.raises(
            format(
                'select nachet.update_picture(%1$L, %1$L, %2$L, %3$L)', v_user, v_id,
                v_case.options
            ),
            v_case.code
        );
        assert v_detail ->> 'place' is not distinct from v_case.place, v_detail;
    end loop;
    perform test.raises(
        format('select nachet.update_picture(%1$L, %1$L, %2$L, %3$L)', v_user, v_reserved, '{}'),
        'NX004'
    );
    -- What is added key by key has the same limit.
    perform nachet.update_picture(v_user, v_user, v_id, jsonb_build_object(
        'metadata', jsonb_build_object('a', repeat('x', 60000))
    ));
    v_detail := test.raises(
        format(
            'select nachet.update_picture(%1$L, %1$L, %2$L, %3$L)', v_user, v_id,
            jsonb_build_object('metadata', jsonb_build_object('b', repeat('x', 60000)))
        ),
        'NX203'
    );
    assert v_detail ->> 'place' = 'metadata';
end
$test$;
