do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_case record;
    v_detail jsonb;
begin
    for v_case in
        select *
        from (
            values
            ('{"expected": 0}'::jsonb, 'NX203', 'expected'),
            ('{"expected": 1.5}', 'NX203', 'expected'),
            ('{"zoom": 0.5}', 'NX203', 'zoom'),
            ('{"tray": ""}', 'NX203', 'tray'),
            ('{"seed_id": "01900000-0000-7000-8000-00000000ffff"}', 'NX007', 'pictures[0].seed_id'),
            ('{"name": "a.png"}', 'NX210', null),
            ('[]', 'NX210', null)
        ) as c (options, code, place)
    loop
        v_detail := test.raises(
            format('select nachet.begin_batch(%1$L, %1$L, %1$L, %2$L)', v_user, v_case.options),
            v_case.code
        );
        assert v_detail ->> 'place' is not distinct from v_case.place, v_detail;
    end loop;
    perform test.raises(
        format(
            'select nachet.begin_batch(%1$L, %1$L, %2$L)', v_user, gen_random_uuid()
        ),
        'NX003'
    );
end
$test$;
